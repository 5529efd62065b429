//! Exercise 1: a cell state that only grows.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_05::Lstm;

// ANCHOR: solution
/// A unit that adds one at each "good" and cannot forget.
///
/// # Errors
/// If a tensor cannot be made.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let cpu = &Device::Cpu;
    let weight_ih = [[40f32], [0.0], [40.0], [0.0]]; // i, f, g, o
    let weight_ih = Tensor::new(&weight_ih, cpu)?; // (4 · num_hiddens, features)
    let weight_hh = Tensor::new(&[[0f32], [0.0], [0.0], [0.0]], cpu)?;
    let bias = Tensor::new(&[-20f32, 20.0, 0.0, 20.0], cpu)?;
    let lstm = Lstm::from_tensors(weight_ih, weight_hh, bias)?;
    let mut state = lstm.zero_state(1)?;
    for word in "good film good plot good end good".split_whitespace() {
        let good = f32::from(word == "good");
        state = lstm.step(&Tensor::new(&[[good]], cpu)?, &state)?;
        let number = |tensor: &Tensor| -> Result<f32> {
            Ok(tensor.flatten_all()?.to_vec1::<f32>()?[0])
        };
        let (c, h) = (number(&state.cell_state)?, number(&state.hidden_state)?);
        writeln!(out, "{word:<5} c {c:.2}  h {h:.4}")?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
