//! Exercise 2: a sentence alone and beside a longer one.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_02::Side;
use chapter_04::{Build, Mask, Recurrent, Rnn, Sequence};
use course::parameters::Parameters;

// ANCHOR: solution
/// The last state of a sentence of three words: alone, and in a row of six steps.
///
/// # Errors
/// If the layer cannot read it.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let rnn = Rnn::new(1, 3, &mut Parameters::new(1), "rnn")?;
    let words = Tensor::new(&[[[1f32], [-2.0], [0.5]]], &Device::Cpu)?; // (1, 3, 1)
    let front = words.pad_with_zeros(1, 3, 0)?; // (1, 6, 1)
    let back = words.pad_with_zeros(1, 0, 3)?; // (1, 6, 1)
    let mask = |side| Some(Mask::new(vec![3], side));
    for (name, xs, mask) in [
        ("alone", &words, None),
        ("pads in front", &front, None),
        ("pads in front, masked", &front, mask(Side::Pre)),
        ("pads at the back", &back, None),
        ("pads at the back, masked", &back, mask(Side::Post)),
    ] {
        let last = rnn.last_state(&Sequence::of(xs), mask.as_ref())?; // (1, 3)
        let last = last.squeeze(0)?.to_vec1::<f32>()?;
        writeln!(out, "{name:<25} {last:7.4?}")?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
