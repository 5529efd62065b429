//! Exercise 3: the backward pass of the plain recurrent cell by hand.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use candle_core::{Device, Tensor};
use course::parameters::{Init, Parameters};

const TIME: usize = 6;
const NUM_HIDDENS: usize = 4;

/// Compares the gradient of U by hand with candle's.
///
/// # Errors
/// If a tensor cannot be made or written.
// ANCHOR: solution
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let limit = Init::Uniform { limit: 1.0 };
    let inputs = parameters
        .create("inputs", (TIME, NUM_HIDDENS), limit)?
        .detach(); // W·x + b
    let weight_hh =
        parameters.create("weight_hh", (NUM_HIDDENS, NUM_HIDDENS), limit)?;

    let mut states = vec![Tensor::zeros(
        (1, NUM_HIDDENS),
        inputs.dtype(),
        &Device::Cpu,
    )?];
    for t in 0..TIME {
        let from_state = states[t].matmul(&weight_hh.t()?)?; // (1, num_hiddens)
        states.push((inputs.narrow(0, t, 1)? + from_state)?.tanh()?);
    }
    let expected = states[TIME].sum_all()?.backward()?;
    let expected = expected.get(&weight_hh).context("U has a gradient")?;

    // The gradient of the sum with respect to the last state.
    let mut d_state = states[TIME].ones_like()?;
    let mut d_weight = weight_hh.zeros_like()?;
    for t in (0..TIME).rev() {
        let slope = (1.0 - states[t + 1].sqr()?)?; // tanh', from its value
        let d_pre_activation = (d_state * slope)?; // (1, num_hiddens)
        let outer = d_pre_activation.t()?.matmul(&states[t])?;
        d_weight = (d_weight + outer)?; // (num_hiddens, num_hiddens)
        d_state = d_pre_activation.matmul(&weight_hh)?; // Uᵀ·δa, as a row
    }
    let difference = (d_weight - expected)?.abs()?.max_all()?;
    let equal = difference.to_scalar::<f32>()? < 1e-5;
    writeln!(out, "first row  {:.4?}", expected.to_vec2::<f32>()?[0])?;
    writeln!(out, "equal      {equal}")?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
