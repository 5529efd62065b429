//! The model: its parameters, its loss, its dropout, its two engines.
use candle_core::{Device, Result, Tensor};
use chapter_02::practice;
use chapter_03::loss::binary_cross_entropy;
use chapter_06::Adam;
use chapter_07::classifier::{Classifier, Configuration, Engine, summary};
use chapter_07::dataset::Dataset;
use chapter_07::dropout::Dropout;

use chapter_07::training::{Model, train_epoch};
use course::parameters::Parameters;
use course::random;

fn small() -> Configuration {
    Configuration {
        num_words: 700,
        max_len: 120,
        embedding_dim: 6,
        num_hiddens: 5,
        dense_units: 4,
        dropout: 0.1,
        mask: false,
    }
}

fn dataset() -> Dataset {
    let corpus = practice::corpus(1, 40, 8).unwrap();
    Dataset::new(&corpus, 700, 120, 0.2).unwrap()
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
    let mut optimizer = Adam::new(parameters.variables(), 0.01);
    let mut order = random::stream(1, "order");
    let mut dropout = Dropout::new(1);
    train_epoch(
        &classifier,
        &mut optimizer,
        &dataset.train,
        8,
        &mut dropout,
        &mut order,
    )
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
    let error = Dataset::new(&corpus, 700, 120, 0.01)
        .unwrap_err()
        .to_string();
    assert!(error.contains("--validation-split"), "{error}");
}
