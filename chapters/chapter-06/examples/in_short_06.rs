//! Chapter 6 in short: one LSTM, computed in two ways.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use candle_core::{DType, Device, Tensor};
use chapter_04::{Build, Recurrent, Sequence};
use chapter_05::Lstm;
use chapter_06::FusedLstm;
use course::parameters::Parameters;

/// Runs an LSTM step by step and as one operation, and compares.
pub fn in_short(out: &mut dyn Write) -> Result<()> {
    let lstm = Lstm::new(32, 64, &mut Parameters::new(1), "lstm")?;
    let fused = FusedLstm::of(lstm.clone()); // the same weights

    let shape = (8, 100, 32); // (batch, time, features)
    let xs = Tensor::ones(shape, DType::F32, &Device::Cpu)?;
    let sequence = Sequence::of(&xs);
    let start = Instant::now();
    let slow = lstm.last_state(&sequence, None)?; // (batch, num_hiddens)
    program::tell(format_args!("step by step      {:.1?}", start.elapsed()));
    let start = Instant::now();
    let fast = fused.last_state(&sequence, None)?; // (batch, num_hiddens)
    program::tell(format_args!("as one operation  {:.1?}", start.elapsed()));

    let difference = (slow - fast)?.abs()?.max_all()?.to_scalar::<f32>()?;
    writeln!(out, "the same states: {}", difference < 1e-5)?;
    Ok(())
}

fn main() -> ExitCode {
    program::run(in_short)
}
