//! Where an exercise begins: a new LSTM, and a batch of two sequences.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_04::{Build, Recurrent, Sequence};
use chapter_05::Lstm;
use course::parameters::Parameters;

// ANCHOR: start
/// Replace the body with your solution.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let lstm = Lstm::new(1, 4, &mut Parameters::new(1), "lstm")?;
    let xs = [[[1f32], [2.0]], [[3.0], [4.0]]];
    let xs = Tensor::new(&xs, &Device::Cpu)?; // (batch, time, features): (2, 2, 1)
    let last = lstm.last_state(&Sequence::of(&xs), None)?; // (batch, num_hiddens)
    writeln!(out, "{:?}", last.dims())?;
    Ok(())
}
// ANCHOR_END: start

fn main() -> ExitCode {
    program::run(solution)
}
