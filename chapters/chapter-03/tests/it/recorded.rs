//! The recorded numbers: they are those of the code and bear out what the pages say.
use candle_core::{Device, Tensor};
use chapter_03::VectorError;
use chapter_03::baselines::Baselines;
use chapter_03::optimizers::plain_descent;
use chapter_03::recorded::{self, OnPractice};
use chapter_03::reviews::Dataset;
use chapter_03::{BagOfEmbeddings, Embedding, figures, record, sections};
use course::figures::same_in_book;
use course::parameters::Parameters;

#[test]
fn the_practice_record_is_what_the_code_measures_and_the_pages_say() {
    let OnPractice {
        program_seconds: _,
        bag,
        epochs,
        weather,
        masked,
        unmasked,
        baselines,
    } = recorded::practice().unwrap().measured;
    let fresh = record::on_practice().unwrap();
    assert_eq!(bag, fresh.bag);
    let descents = [
        (&weather.reported, &fresh.weather.reported),
        (&weather.kelvin, &fresh.weather.kelvin),
        (&weather.scaled, &fresh.weather.scaled),
    ];
    for (old, new) in descents {
        assert_eq!(old.learning_rate, new.learning_rate);
        for (old, new) in old.errors.iter().zip(&new.errors) {
            assert!((old - new).abs() < 1e-3, "{weather:?}");
        }
    }
    // Scaled, a hundred steps are nearly enough; as reported, a thousand are not.
    let [.., scaled, last] = weather.scaled.errors[..] else {
        panic!("too few errors")
    };
    assert!(last < scaled && scaled < 1.05 * weather.solved, "{weather:?}");
    let [.., reported] = weather.reported.errors[..] else {
        panic!("too few errors")
    };
    assert!(reported > 1.05 * weather.solved && reported > scaled, "{weather:?}");
    assert!(weather.reported.learning_rate < 0.01 * weather.scaled.learning_rate);
    // Kelvin are worse still.
    let [.., kelvin] = weather.kelvin.errors[..] else {
        panic!("too few errors")
    };
    assert!(kelvin > 1.2 * reported, "{weather:?}");
    assert!(weather.kelvin.learning_rate < weather.reported.learning_rate);
    assert_eq!(epochs.len(), fresh.epochs.len());
    for (old, new) in epochs.iter().zip(&fresh.epochs) {
        assert!((old.train.loss - new.train.loss).abs() < 1e-3);
        assert!((old.validation.loss - new.validation.loss).abs() < 1e-3);
    }
    for (old, new) in [(&masked, &fresh.masked), (&unmasked, &fresh.unmasked)] {
        assert_eq!(old.validation, new.validation);
        assert!((old.after - new.after).abs() < 1e-3);
    }
    assert_eq!(baselines.words.test, fresh.baselines.words.test);
    assert!((baselines.pairs.test - fresh.baselines.pairs.test).abs() < 0.005);

    for accuracies in [bag.train, bag.test, baselines.words.phenomena.unwrap()] {
        assert!(accuracies.plain > 0.95);
        for twins in [accuracies.negation, accuracies.contrast, accuracies.distant] {
            assert_eq!(twins, 0.5);
        }
    }
    // With a mask nothing moves the pad's row, and no width moves the logit.
    assert_eq!(masked.before, masked.after);
    let spread = |logits: &[f64]| (logits[0] - logits[logits.len() - 1]).abs();
    assert!(spread(&masked.logits) < 1e-4);
    assert!(spread(&unmasked.logits) > 0.5);
    // Without one the row moves, the words' vectors grow, and twice the width is half the logit.
    assert!((unmasked.after - unmasked.before).abs() > 0.02);
    assert!(
        unmasked.words_after > 1.2 * masked.words_after,
        "{masked:?} {unmasked:?}"
    );
    let halved = unmasked.logits[2] / unmasked.logits[0];
    assert!((0.45..0.55).contains(&halved));
    // Pairs see what stands side by side, wherever in the review it stands.
    let pairs = baselines.pairs.phenomena.unwrap();
    assert!(pairs.negation > 0.9 && pairs.contrast > 0.9 && pairs.distant > 0.9);
}

#[test]
fn plain_descent_diverges_with_a_learning_rate_of_30() {
    let error = plain_descent(&Dataset::practice().unwrap(), 30.0).unwrap_err();
    assert!(matches!(error, VectorError::Diverged { .. }), "{error}");
}

#[test]
fn the_imdb_record_bears_out_what_the_pages_say() {
    let recorded = recorded::imdb().unwrap().measured;
    let Baselines { words, pairs } = &recorded;
    assert!(words.test >= 0.88);
    assert!(pairs.test >= 0.91);
    insta::assert_snapshot!("imdb", sections::baselines::report(&recorded));
}

#[test]
fn the_figures_are_what_the_code_draws() {
    let practice = recorded::practice().unwrap().measured;
    let pads = figures::pads(&practice.masked, &practice.unmasked).unwrap();
    same_in_book("pads.svg", &pads).unwrap();
    same_in_book("descent.svg", &figures::descent().unwrap()).unwrap();
    same_in_book("backward-graph.svg", &figures::graph().unwrap()).unwrap();
    same_in_book("sigmoid.svg", &figures::sigmoid().unwrap()).unwrap();
    same_in_book("cross-entropy.svg", &figures::cross_entropy().unwrap()).unwrap();
    let losses = figures::epochs(&practice.epochs).unwrap();
    same_in_book("bag-loss.svg", &losses).unwrap();
    let Baselines { words, pairs } = recorded::imdb().unwrap().measured;
    let choices = figures::choices(&words, &pairs).unwrap();
    same_in_book("baseline-choices.svg", &choices).unwrap();
    let plane = sections::looking::plane().unwrap();
    same_in_book("word-plane.svg", &figures::words(&plane).unwrap()).unwrap();
}

#[test]
fn a_look_up_and_a_mean_are_drawn_with_the_numbers_of_their_pages() {
    let printed = |section| course::section::printed(section).unwrap();
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(6, 3, &mut parameters, "embedding").unwrap();
    let ids = [1, 4, 5, 4];
    let product = figures::product(&ids, &embedding).unwrap();
    same_in_book("one-hot-product.svg", &product).unwrap();
    let page = printed(sections::embedding::look_up);
    assert!(page.contains(&format!("ids {ids:?}")));
    for row in embedding
        .forward(&Tensor::new(&[ids], &Device::Cpu).unwrap())
        .unwrap()
        .squeeze(0)
        .unwrap()
        .to_vec2::<f32>()
        .unwrap()
    {
        assert!(page.contains(&format!("{row:7.4?}")));
    }

    let bag = BagOfEmbeddings::new(9, 4, &mut Parameters::new(1)).unwrap();
    let words = ["not", "bad", "it", "was", "good"];
    let mean = figures::mean(&bag, &words, &[4, 5, 6, 7, 8]).unwrap();
    same_in_book("mean-of-a-review.svg", &mean).unwrap();
    let (_, logit) = mean.split_once(">logit ").unwrap();
    let (logit, _) = logit.split_once('<').unwrap();
    assert!(
        printed(sections::bag::two_orders).contains(&format!("logit {logit}\n"))
    );
}
