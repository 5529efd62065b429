//! The layer that begins by keeping everything.

use candle_core::{Device, Result, Tensor};
use chapter_04::{Build, IdentityRnn, Recurrent, Rnn, Sequence};
use course::parameters::Parameters;

/// A layer of one input and one unit whose weights are set, by hand.
fn layer(weight_ih: f32, weight_hh: f32, bias: f32) -> Result<IdentityRnn> {
    let matrix = |value| Tensor::new(&[[value]], &Device::Cpu);
    let vector = |value| Tensor::new(&[value], &Device::Cpu);
    let weights = Rnn::from_tensors(
        matrix(weight_ih)?,
        matrix(weight_hh)?,
        vector(bias)?,
        vector(0f32)?,
    )?;
    Ok(IdentityRnn::of(weights))
}

#[test]
fn it_adds_up_and_stops_at_zero() -> Result<()> {
    let steps = [[[1f32], [2.0], [-5.0], [0.5]]]; // (1, 4, 1)
    let xs = Sequence::Vectors(Tensor::new(&steps, &Device::Cpu)?);
    let states = |layer: IdentityRnn| -> Result<Vec<f32>> {
        layer.all_states(&xs, None)?.flatten_all()?.to_vec1()
    };
    assert_eq!(states(layer(1.0, 1.0, 0.0)?)?, [1.0, 3.0, 0.0, 0.5]);
    assert_eq!(states(layer(2.0, 0.5, 1.0)?)?, [3.0, 6.5, 0.0, 2.0]);
    Ok(())
}

#[test]
fn a_new_one_keeps_what_it_has_read() -> Result<()> {
    let mut parameters = Parameters::new(1);
    let layer = IdentityRnn::new(3, 4, &mut parameters, "layer")?;
    let word = Tensor::new(&[[[-1f32, 2.0, -3.0]]], &Device::Cpu)?; // (1, 1, 3)
    let once = layer.last_state(&Sequence::of(&word), None)?;
    assert!(once.sum_all()?.to_scalar::<f32>()? > 0.1);
    let later = word.pad_with_zeros(1, 0, 100)?; // a hundred steps of zeros
    let later = layer.last_state(&Sequence::of(&later), None)?;
    assert_eq!(later.to_vec2::<f32>()?, once.to_vec2::<f32>()?);
    Ok(())
}
