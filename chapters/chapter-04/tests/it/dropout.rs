//! Dropout from a seeded generator.
use candle_core::{DType, Device, Result, Tensor};
use chapter_04::dropout::dropout;
use course::random::stream;
use rand::Rng;

#[test]
fn dropout_drops_its_share_and_keeps_the_mean() -> Result<()> {
    let ones = Tensor::ones(100_000, DType::F32, &Device::Cpu)?;
    let drop = |seed| dropout(&ones, 0.1, &mut stream(seed, "dropout"));
    let once = drop(1)?.to_vec1::<f32>()?;
    let dropped = once.iter().filter(|value| **value == 0.0).count();
    assert!((9_500..10_500).contains(&dropped), "{dropped}");
    let mean = once.iter().sum::<f32>() / 100_000.0;
    assert!((mean - 1.0).abs() < 0.01, "{mean}");

    assert_eq!(once, drop(1)?.to_vec1::<f32>()?);
    assert_ne!(once, drop(2)?.to_vec1::<f32>()?);
    Ok(())
}

#[test]
fn where_nothing_is_dropped_nothing_is_drawn() -> Result<()> {
    let mut rng = stream(1, "dropout");
    let ones = Tensor::ones(4, DType::F32, &Device::Cpu)?;
    assert_eq!(dropout(&ones, 0.0, &mut rng)?.to_vec1::<f32>()?, [1.0; 4]);
    assert_eq!(rng.random::<u64>(), stream(1, "dropout").random::<u64>());
    Ok(())
}
