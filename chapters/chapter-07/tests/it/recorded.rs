//! The recorded results: what they have to show, what is printed of them, what is drawn of them.
use chapter_02::{Vocabulary, practice, texts};
use chapter_07::classifier::Engine;
use chapter_07::dataset::{dataset, lengths};
use chapter_07::metrics::Metrics;
use chapter_07::{figures, recorded};
use course::figures::same_in_book;
use course::record::Recorded;
use course::text::{Align, table};
use course::tutorial::NUM_WORDS;

#[test]
fn the_practice_run() {
    let metrics = recorded::practice().unwrap().measured;
    insta::assert_snapshot!("practice", metrics.report());
    assert!(metrics.test.accuracy >= 0.95);
    assert_eq!(metrics.phenomena.len(), 4);
    for name in ["negation", "contrast", "distant"] {
        assert!(metrics.phenomena[name].accuracy >= 0.9);
        assert_eq!(metrics.phenomena[name].baseline_accuracy, 0.5);
    }
}

#[test]
fn one_epoch_of_imdb_by_hand() {
    let metrics = recorded::imdb_by_hand().unwrap().measured;
    insta::assert_snapshot!("imdb_by_hand", metrics.report());
    assert_eq!(metrics.engine, Engine::ByHand);
    assert_eq!((metrics.reviews.train, metrics.test.reviews), (20_000, 25_000));
    assert_eq!((metrics.model.max_len, metrics.epochs.len()), (512, 1));
    assert!(metrics.test.accuracy >= 0.78);
}

#[test]
fn the_tutorials_set_up_on_imdb_with_three_seeds() {
    let runs = recorded::imdb().unwrap();
    for (run, seed) in runs.iter().zip(1..) {
        let metrics = &run.measured;
        assert_eq!(run.provenance.seed, Some(seed));
        assert_eq!(metrics.engine, Engine::Fused);
        assert_eq!((metrics.epochs.len(), metrics.test.reviews), (3, 25_000));
        // What the page says of the curves.
        let mut steps = metrics.epochs.windows(2);
        assert!(
            steps
                .clone()
                .all(|two| two[1].train.loss < two[0].train.loss)
        );
        assert!(steps.any(|two| two[1].validation.loss > two[0].validation.loss));
    }
    let (mean, _) =
        mean_and_spread(&runs.each_ref().map(|run| run.measured.test.accuracy));
    assert!(mean >= 0.85, "{mean}");
    insta::assert_snapshot!("imdb_seeds", seeds_table(&runs));
}

/// The runs as a table, with the mean and the spread of what they reach.
fn seeds_table(runs: &[Recorded<Metrics>; 3]) -> String {
    let header = [
        "seed",
        "epoch kept",
        "test loss",
        "test accuracy",
        "seconds",
    ];
    let mut rows: Vec<Vec<String>> = runs
        .iter()
        .map(|run| {
            let metrics = &run.measured;
            vec![
                run.provenance.seed.unwrap().to_string(),
                metrics.best_epoch.to_string(),
                format!("{:.3}", metrics.test.loss),
                format!("{:.3}", metrics.test.accuracy),
                format!("{:.0}", metrics.seconds.total),
            ]
        })
        .collect();
    let losses = mean_and_spread(&runs.each_ref().map(|run| run.measured.test.loss));
    let accuracies =
        mean_and_spread(&runs.each_ref().map(|run| run.measured.test.accuracy));
    for (name, loss, accuracy) in [
        ("mean", losses.0, accuracies.0),
        ("spread", losses.1, accuracies.1),
    ] {
        let cells = [
            name.to_owned(),
            String::new(),
            format!("{loss:.3}"),
            format!("{accuracy:.3}"),
            String::new(),
        ];
        rows.push(cells.into());
    }
    table(&header.map(|name| (name, Align::Right)), &rows)
}

/// The mean and the standard deviation (of a sample).
fn mean_and_spread(values: &[f64; 3]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / 3.0;
    let squares = values.iter().map(|value| (value - mean).powi(2));
    (mean, (squares.sum::<f64>() / 2.0).sqrt())
}

fn figure(name: &str, drawn: &str) {
    same_in_book(name, drawn).unwrap();
}

#[test]
fn the_figures_of_the_recorded_runs() {
    let metrics = recorded::practice().unwrap().measured;
    figure(
        "practice-accuracy.svg",
        &figures::accuracy_curves(&metrics.epochs).unwrap(),
    );
    figure("practice-loss.svg", &figures::loss_curves(&metrics.epochs).unwrap());

    let [imdb, ..] = recorded::imdb().unwrap().map(|run| run.measured);
    figure("imdb-accuracy.svg", &figures::accuracy_curves(&imdb.epochs).unwrap());
    figure("imdb-loss.svg", &figures::loss_curves(&imdb.epochs).unwrap());

    let (train, test) = (practice::DEFAULT_TRAIN, practice::DEFAULT_TEST);
    let corpus = practice::corpus(practice::SEED, train, test).unwrap();
    let dataset = dataset(&corpus, 6400, metrics.model.max_len, 0.2).unwrap();
    let lengths = figures::review_lengths(&lengths(&dataset.train)).unwrap();
    figure("practice-review-lengths.svg", &lengths);
}

#[test]
fn the_course_on_one_page_is_drawn() {
    let corpus = practice::default_corpus().unwrap();
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS).unwrap();
    figure("course.svg", &figures::course(&vocabulary, "It was good.").unwrap());
}
