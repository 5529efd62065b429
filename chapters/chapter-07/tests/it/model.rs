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
fn the_loss_is_cross_entropy_and_cannot_overflow() -> Result<()> {
    let loss = |x: f32, y: f32| -> Result<f32> {
        let logits = Tensor::new(&[x], &Device::Cpu)?;
        binary_cross_entropy(&logits, &Tensor::new(&[y], &Device::Cpu)?)?.to_scalar()
    };
    for (x, y) in [
        (0.0f32, 1.0f32),
        (1.5, 1.0),
        (1.5, 0.0),
        (-2.0, 1.0),
        (-2.0, 0.0),
    ] {
        let p = 1.0 / (1.0 + (-x).exp());
        let expected = -(y * p.ln() + (1.0 - y) * (1.0 - p).ln());
        assert!((loss(x, y)? - expected).abs() < 1e-6);
    }
    assert_eq!(loss(200.0, 0.0)?, 200.0);
    assert_eq!(loss(-200.0, 1.0)?, 200.0);
    assert_eq!(loss(200.0, 1.0)?, 0.0);
    Ok(())
}

#[test]
fn the_losss_gradient_is_probability_minus_target() -> Result<()> {
    let logits = candle_core::Var::new(&[-90f32, -1.0, 2.0, 90.0], &Device::Cpu)?;
    let targets = Tensor::new(&[1f32, 0.0, 0.0, 1.0], &Device::Cpu)?;
    let gradients = binary_cross_entropy(&logits, &targets)?.backward()?;
    let gradients = gradients.get(&logits).unwrap().to_vec1::<f32>()?;
    for (gradient, expected) in
        gradients.iter().zip([-1.0, 0.268_941_4, 0.880_797_1, 0.0])
    {
        assert!((gradient - expected / 4.0).abs() < 1e-6, "{gradients:?}");
    }
    Ok(())
}

#[test]
fn dropout_drops_its_share_and_keeps_the_mean() -> Result<()> {
    let ones = Tensor::ones(100_000, candle_core::DType::F32, &Device::Cpu)?;
    let once = Dropout::new(1).apply(&ones, 0.1)?.to_vec1::<f32>()?;
    let dropped = once.iter().filter(|value| **value == 0.0).count();
    assert!((9_500..10_500).contains(&dropped), "{dropped}");
    let mean = once.iter().sum::<f32>() / 100_000.0;
    assert!((mean - 1.0).abs() < 0.01, "{mean}");

    assert_eq!(once, Dropout::new(1).apply(&ones, 0.1)?.to_vec1::<f32>()?);
    assert_ne!(once, Dropout::new(2).apply(&ones, 0.1)?.to_vec1::<f32>()?);
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
