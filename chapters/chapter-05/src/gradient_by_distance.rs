//! How much of a gradient arrives at the inputs of so many steps before the end.

use candle_core::{Tensor, Var};
use chapter_04::{Build, Result, Sequence};
use course::parameters::{Init, Parameters};

/// Sizes of the layers that are measured, those of the networks of this chapter.
const NUM_HIDDENS: usize = 32;
const FEATURES: usize = 32;
/// Sequences that are averaged over, and the steps of each.
const BATCH: usize = 16;
const TIME: usize = 120;

/// For a new layer of the type `L`: the length of the slopes with respect to the input of each step, the
/// last step first, relative to the last step's. What is sloped is a sum of the last state's numbers with
/// random weights; inputs are drawn like the vectors of an untrained embedding.
///
/// # Errors
/// If a tensor cannot be made.
pub fn lengths<L: Build>(seed: u64) -> Result<Vec<f64>> {
    let mut parameters = Parameters::new(seed);
    let layer = L::new(FEATURES, NUM_HIDDENS, &mut parameters, "layer")?;
    let uniform = Init::Uniform { limit: 0.05 };
    let xs = parameters.create("xs", (BATCH * TIME, FEATURES), uniform)?;
    let xs = Var::from_tensor(&xs.detach().reshape((BATCH, TIME, FEATURES))?)?;
    let last = layer.last_state(&Sequence::of(&xs), None)?; // (batch, num_hiddens)
    let uniform = Init::Uniform { limit: 1.0 };
    let weights = parameters.create("weights", (BATCH, NUM_HIDDENS), uniform)?;
    let gradients = (last * weights)?.sum_all()?.backward()?;
    of_each_step(gradients.get(&xs)) // (batch, time, features)
}

fn of_each_step(slopes: Option<&Tensor>) -> Result<Vec<f64>> {
    let none = || candle_core::Error::msg("the layer does not read its inputs");
    let slopes = slopes.ok_or_else(none)?;
    let squares = slopes.sqr()?.sum((0, 2))?; // (time,)
    let mut lengths: Vec<f64> = squares
        .to_vec1::<f32>()?
        .into_iter()
        .map(|square| f64::from(square).sqrt())
        .collect();
    lengths.reverse();
    let last = lengths[0];
    Ok(lengths.iter().map(|length| length / last).collect())
}
