//! The model: its parameters, its engines, what it learns.
use candle_core::Result;
use candle_nn::Optimizer;
use chapter_02::practice;
use chapter_03::reviews::Dataset;
use chapter_03::training::{LearningRate, Model, Training};
use chapter_06::Adam;
use chapter_07::classifier::{Classifier, Configuration, Engine, summary};
use chapter_07::dataset;
use course::parameters::Parameters;
use course::random;

fn small() -> Configuration {
    Configuration {
        num_words: 700,
        max_len: practice::MAX_LEN,
        embedding_dim: 6,
        num_hiddens: 5,
        dense_units: 4,
        dropout: 0.1,
        mask: false,
    }
}

fn dataset() -> Dataset {
    let corpus = practice::corpus(1, 40, 8).unwrap();
    dataset::dataset(&corpus, 700, practice::MAX_LEN, 0.2).unwrap()
}

#[test]
fn the_tutorials_model_has_967_425_parameters() -> Result<()> {
    let mut parameters = Parameters::new(1);
    let configuration = Configuration::tutorial(512);
    Classifier::new(configuration.clone(), Engine::ByHand, &mut parameters)?;
    assert_eq!(parameters.count(), 967_425);
    assert_eq!(configuration.count(), 967_425);
    insta::assert_snapshot!("summary", summary(&configuration));
    Ok(())
}

#[test]
fn all_engines_are_one_function() -> Result<()> {
    let dataset = dataset();
    let rows: Vec<u32> = (0..8).collect();
    for mask in [false, true] {
        let logits = |engine| -> Result<Vec<f32>> {
            let configuration = Configuration { mask, ..small() };
            let classifier =
                Classifier::new(configuration, engine, &mut Parameters::new(1))?;
            classifier.logits(&dataset.train, &rows, None)?.to_vec1()
        };
        let by_hand = logits(Engine::ByHand)?;
        for engine in [Engine::Candle, Engine::Fused] {
            for (a, b) in by_hand.iter().zip(logits(engine)?) {
                assert!((a - b).abs() < 1e-6, "{engine:?}: {a} {b}");
            }
        }
    }
    Ok(())
}

#[test]
fn every_parameter_learns() -> Result<()> {
    let dataset = dataset();
    let mut parameters = Parameters::new(1);
    let classifier = Classifier::new(small(), Engine::Fused, &mut parameters)?;
    let before = parameters.snapshot()?;
    let mut training = Training {
        optimizer: Adam::new(parameters.variables(), 0.01)?,
        learning_rate: LearningRate::Constant(0.01),
        batch_size: 8,
        rng: random::stream(1, "dropout"),
        steps: 0,
    };
    let order = dataset.train.rows();
    training
        .train_epoch(&classifier, &dataset.train, &order, |_| ())
        .unwrap();
    for (name, tensor) in parameters.iter() {
        let moved = (tensor - &before[name])?
            .abs()?
            .max_all()?
            .to_scalar::<f32>()?;
        assert!(moved > 1e-3, "{name} moved by {moved} only");
    }
    Ok(())
}

#[test]
fn a_part_without_reviews_is_an_error() {
    let corpus = practice::corpus(1, 4, 2).unwrap();
    let error = dataset::dataset(&corpus, 700, practice::MAX_LEN, 0.01)
        .unwrap_err()
        .to_string();
    assert!(error.contains("--validation-split"), "{error}");
}

#[test]
fn of_a_longer_review_the_last_ids_are_kept() {
    let corpus = practice::corpus(1, 40, 8).unwrap();
    let whole = dataset::dataset(&corpus, 700, practice::MAX_LEN, 0.2).unwrap();
    let cut = dataset::dataset(&corpus, 700, 20, 0.2).unwrap();
    for (whole, cut) in whole.train.ids.iter().zip(&cut.train.ids) {
        assert_eq!(whole[whole.len().saturating_sub(20)..], cut[..]);
    }
    assert!(dataset::lengths(&cut.train).contains(&20));
}
