//! A dense layer with Keras's initial values.

use candle_core::Result;
use candle_nn::Linear;
use course::parameters::{Init, Parameters};

/// A new dense layer, (batch, inputs) → (batch, units): parameters `{name}.weight` (units, inputs),
/// drawn as Glorot and Bengio do (cite: glorot2010), and `{name}.bias` (units,), zeros.
///
/// # Errors
/// If a name is taken.
pub fn dense(
    inputs: usize,
    units: usize,
    parameters: &mut Parameters,
    name: &str,
) -> Result<Linear> {
    // ANCHOR: dense
    let weight = format!("{name}.weight");
    let weight = parameters.create(&weight, (units, inputs), Init::GlorotUniform)?;
    let bias = parameters.create(&format!("{name}.bias"), units, Init::Zeros)?;
    Ok(Linear::new(weight, Some(bias)))
    // ANCHOR_END: dense
}
