//! Where an exercise begins: a new recurrent layer, and a batch of two sequences.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_04::{Build, Recurrent, Rnn, Sequence};
use course::parameters::Parameters;

// ANCHOR: start
/// Replace the body with your solution.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let rnn = Rnn::new(1, 4, &mut Parameters::new(1), "rnn")?;
    let xs = [[[1f32], [2.0]], [[3.0], [4.0]]];
    let xs = Tensor::new(&xs, &Device::Cpu)?; // (batch, time, features): (2, 2, 1)
    let last = rnn.last_state(&Sequence::of(&xs), None)?; // (batch, num_hiddens)
    writeln!(out, "{:?}", last.dims())?;
    Ok(())
}
// ANCHOR_END: start

fn main() -> ExitCode {
    program::run(solution)
}
