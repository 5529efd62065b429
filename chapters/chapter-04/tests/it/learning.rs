//! How far back a network can read: the distances of twins, and a proof that is a test.
use chapter_02::{Phenomenon, practice};
use chapter_03::reviews::Dataset;
use chapter_04::Rnn;
use chapter_04::learning::{
    DISTANT, OTHERS, Settings, ask, by_distance, distances, learn, new_reader,
};
use chapter_04::recorded;
use course::parameters::Parameters;

#[test]
fn the_distance_of_twins_is_that_of_the_grammar() {
    let corpus = practice::default_corpus().unwrap();
    let data = Dataset::practice().unwrap();
    let found = distances(&data.test);
    assert_eq!(found.len(), corpus.test.len());
    for (review, distance) in corpus.test.iter().zip(found) {
        let is_plain = review.phenomenon == Some(Phenomenon::Plain);
        assert_eq!(distance.is_none(), is_plain);
        if review.distance.is_some() {
            assert_eq!(distance, review.distance);
        }
    }
}

#[test]
fn a_network_that_stops_short_of_the_difference_is_right_on_one_of_each_pair() {
    let data = Dataset::practice().unwrap();
    let max_len = 30;
    let settings = Settings {
        max_len,
        ..Settings::new(0.01, 1)
    };
    let vocab_size = data.vocabulary.vocab_size();
    let mut parameters = Parameters::new(1);
    let reader = new_reader::<Rnn>(vocab_size, settings, &mut parameters).unwrap();
    let right = ask(&reader, &data.test).unwrap().right;
    let far = distances(&data.test);
    let mut pairs = 0;
    for (pair, far) in right.chunks(2).zip(far.chunks(2)) {
        if far[0].is_some_and(|distance| distance >= max_len) {
            assert_ne!(pair[0], pair[1]);
            pairs += 1;
        }
    }
    assert!(pairs > 50, "{pairs}");
    let kinds = [DISTANT, OTHERS];
    for group in kinds
        .map(|kinds| by_distance(&data.test, &right, kinds))
        .concat()
    {
        if group.from >= max_len {
            assert_eq!(group.accuracy, 0.5, "{group:?}");
        }
    }
}

#[test]
fn a_training_repeats_bit_for_bit() {
    let mut data = Dataset::practice().unwrap();
    data.train.ids.truncate(256);
    data.train.targets.truncate(256);
    data.train.phenomena.truncate(256);
    let settings = Settings {
        epochs: 1,
        max_len: 30,
        ..Settings::new(0.01, 3)
    };
    let once = || learn::<Rnn>(&data, settings).unwrap().epochs;
    assert_eq!(once(), once());
}

#[test]
fn the_record_bears_out_what_the_pages_say() {
    let recorded = recorded::practice().unwrap().measured;
    let least = recorded.trials.iter().map(|trial| trial.validation_loss);
    let least = least.fold(f64::INFINITY, f64::min);
    for trial in &recorded.trials {
        let is_chosen = trial.learning_rate == recorded.learning_rate;
        assert_eq!(trial.validation_loss == least, is_chosen, "{trial:?}");
    }
    // "The second is right on nearly all of them, the first on nine of ten, the third on half."
    let distant: Vec<f64> =
        recorded.runs.iter().map(|run| run.test.distant).collect();
    assert!(
        (distant[0] - 0.9).abs() < 0.05 && distant[1] > 0.97 && distant[2] == 0.5,
        "{distant:?}"
    );
    let epochs: Vec<f64> = recorded.runs[1]
        .epochs
        .iter()
        .map(|epoch| epoch.kinds.distant)
        .collect();
    // "For sixteen epochs it is right on half of the distant reviews, and four epochs later on nearly all."
    assert!(epochs[..16].iter().all(|accuracy| *accuracy < 0.55), "{epochs:?}");
    assert!(epochs[19] > 0.9, "{epochs:?}");
    for run in &recorded.runs {
        assert!(
            run.test.negation > 0.97 && run.test.contrast > 0.97,
            "{:?}",
            run.test
        );
        assert!(run.others[0].accuracy > 0.99, "{:?}", run.others);
    }
    // "On distant reviews it is right on exactly half at every distance, and negations it carries …"
    for group in &recorded.runs[2].distant {
        assert_eq!(group.accuracy, 0.5, "{group:?}");
    }
    for group in &recorded.runs[2].others {
        assert!(group.accuracy > 0.9, "{group:?}");
    }
    for group in &recorded.runs[1].distant {
        assert!(group.accuracy >= 0.9, "{group:?}");
    }
    for short in &recorded.short {
        assert_eq!(2 * short.alike_right, short.alike, "{short:?}");
    }
}

#[test]
fn clipping_bears_out_what_the_page_says() {
    let recorded = recorded::clipping().unwrap().measured.descents;
    let accuracies = |learning_rate: f64, is_clipped: bool| -> Vec<f64> {
        let of = recorded.iter().filter(|descents| {
            descents.learning_rate == learning_rate
                && descents.longest.is_some() == is_clipped
        });
        let runs = of.flat_map(|descents| &descents.runs);
        runs.map(|run| run.validation.last().unwrap().accuracy)
            .collect()
    };
    let fails = |accuracy: &&f64| **accuracy < 0.75;
    let failed = |learning_rate, is_clipped| {
        accuracies(learning_rate, is_clipped)
            .iter()
            .filter(fails)
            .count()
    };
    assert_eq!([failed(0.3, false), failed(0.3, true)], [1, 0]);
    assert_eq!([failed(1.0, false), failed(1.0, true)], [3, 0]);
    // No training is worse for clipping, but for the last digits.
    for learning_rate in [0.3, 1.0] {
        let without = accuracies(learning_rate, false);
        for (with, without) in accuracies(learning_rate, true).iter().zip(without) {
            assert!(*with > without - 0.01, "{with} {without}");
        }
    }
    for run in recorded.iter().flat_map(|descents| &descents.runs) {
        assert!(run.median_length < 0.5 && run.greatest_length > 1.0, "{run:?}");
    }
}
