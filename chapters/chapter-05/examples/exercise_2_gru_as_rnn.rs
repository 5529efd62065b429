//! Exercise 2: a tanh RNN inside of a GRU.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{Tensor, Var};
use chapter_04::{Build, Recurrent, Rnn, Sequence};
use chapter_05::Gru;
use course::parameters::{Init, Parameters};

// ANCHOR: solution
/// A GRU whose gates are held so that it computes what a tanh RNN computes.
///
/// # Errors
/// If the shapes do not fit.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let (features, num_hiddens) = (2, 3);
    let mut parameters = Parameters::new(1);
    let rnn = Rnn::new(features, num_hiddens, &mut parameters, "rnn")?;
    let weights = parameters.snapshot()?;
    let weight = |kind: &str| &weights[&format!("rnn.{kind}_l0")];
    let stacked = |kind: &str| -> Result<Tensor> {
        let zeros = weight(kind).zeros_like()?;
        Ok(Tensor::cat(&[&zeros, &zeros, weight(kind)], 0)?) // r, z, n
    };
    let bias = weight("bias_ih");
    let (open, shut) = ((bias.ones_like()? * 20.0)?, (bias.ones_like()? * -20.0)?);
    let bias_ih = Tensor::cat(&[&open, &shut, bias], 0)?; // reset 1, update 0
    let (ih, hh) = (stacked("weight_ih")?, stacked("weight_hh")?);
    let gru = Gru::from_tensors(ih, hh, bias_ih, stacked("bias_hh")?)?;
    let uniform = Init::Uniform { limit: 1.0 };
    let xs = parameters.create("xs", (2 * 5, features), uniform)?;
    let xs = Var::from_tensor(&xs.detach().reshape((2, 5, features))?)?;
    let states = |layer: &dyn Recurrent| layer.all_states(&Sequence::of(&xs), None);
    let difference = (states(&gru)? - states(&rnn)?)?.abs()?.max_all()?;
    let is_small = difference.to_scalar::<f32>()? < 1e-6;
    writeln!(out, "all states differ by less than a millionth: {is_small}")?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
