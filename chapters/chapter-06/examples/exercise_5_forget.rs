//! Exercise 5: how far back a gradient reaches, by the bias of the forget gate.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use candle_core::Tensor;
use chapter_04::{Build, Recurrent, Sequence};
use chapter_06::FusedLstm;
use course::parameters::{Init, Parameters};

const TIME: usize = 100;
const NUM_HIDDENS: usize = 8;

/// Prints the gradient at the first step as a share of that at the last.
///
/// # Errors
/// If a tensor cannot be made or written.
// ANCHOR: solution
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let lstm = FusedLstm::new(1, NUM_HIDDENS, &mut parameters, "lstm")?;
    let xs = parameters.create("xs", (TIME, 1), Init::Uniform { limit: 1.0 })?;
    let sequence = Sequence::Vectors(xs.reshape((1, TIME, 1))?);
    for variable in parameters.variables() {
        if variable.dims() == [4 * NUM_HIDDENS, NUM_HIDDENS] {
            // U is zero, so that only c connects the steps.
            variable.set(&(variable.as_tensor() * 0.0)?)?;
        }
    }
    for forget_bias in [0f32, 1.0, 3.0, 5.0] {
        for variable in parameters.variables() {
            if variable.dims() == [4 * NUM_HIDDENS] {
                let in_gate = |i: usize| (NUM_HIDDENS..2 * NUM_HIDDENS).contains(&i);
                let bias = |i| if in_gate(i) { forget_bias } else { 0.0 };
                let bias: Vec<f32> = (0..4 * NUM_HIDDENS).map(bias).collect();
                variable.set(&Tensor::from_vec(
                    bias,
                    4 * NUM_HIDDENS,
                    variable.device(),
                )?)?;
            }
        }
        let last_state = lstm.last_state(&sequence, None)?; // (batch, num_hiddens)
        let gradients = last_state.sum_all()?.backward()?;
        let by_step = gradients.get(&xs).context("the inputs have a gradient")?;
        let by_step = by_step.flatten_all()?.to_vec1::<f32>()?; // (time,)
        let share = by_step[0].abs() / by_step[TIME - 1].abs();
        let gate = 1.0 / (1.0 + (-forget_bias).exp());
        writeln!(out, "bias {forget_bias}  gate {gate:.3}  share {share:.0e}")?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
