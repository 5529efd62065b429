//! The page "Pads and masks".

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_02::Side;
use chapter_04::{Build, Mask, Recurrent, Sequence};
use course::parameters::Parameters;

use super::variants;
use crate::lstm::Lstm;
use crate::recorded;

/// Pads at the back change the last state, unless a mask says where they are.
///
/// # Errors
/// If writing fails.
pub fn pads(out: &mut dyn Write) -> Result<()> {
    let lstm = Lstm::new(1, 2, &mut Parameters::new(1), "lstm")?;
    let words = Tensor::new(&[[[1f32], [-1.0], [0.5]]], &Device::Cpu)?; // (1, 3, 1)
    let padded = words.pad_with_zeros(1, 0, 4)?; // (1, 7, 1)
    let mask = Mask::new(vec![3], Side::Post);
    for (name, xs, mask) in [
        ("three words", &words, None),
        ("and four pads", &padded, None),
        ("the same, masked", &padded, Some(&mask)),
    ] {
        let last = lstm.last_state(&Sequence::of(xs), mask)?; // (1, num_hiddens)
        writeln!(out, "{name:<17} {:7.4?}", last.squeeze(0)?.to_vec1::<f32>()?)?;
    }
    Ok(())
}

/// A short row alone, and in a batch beside a longer one whose pads are not numbers.
///
/// # Errors
/// If writing fails.
pub fn beside(out: &mut dyn Write) -> Result<()> {
    let lstm = Lstm::new(1, 2, &mut Parameters::new(1), "lstm")?;
    let nan = f32::NAN;
    // ANCHOR: beside
    let alone = Tensor::new(&[[[1f32], [-1.0]]], &Device::Cpu)?; // (1, 2, 1)
    let batch = [[[1f32], [-1.0], [nan], [nan]], [[0.1], [0.2], [0.3], [0.4]]];
    let batch = Tensor::new(&batch, &Device::Cpu)?; // (2, 4, 1)
    let mask = Mask::new(vec![2, 4], Side::Post);
    let alone = lstm.last_state(&Sequence::of(&alone), None)?; // (1, num_hiddens)
    let batch = Sequence::of(&batch);
    let beside = lstm.last_state(&batch, Some(&mask))?; // (2, num_hiddens)
    // ANCHOR_END: beside
    writeln!(out, "alone   {:7.4?}", alone.get(0)?.to_vec1::<f32>()?)?;
    writeln!(out, "beside  {:7.4?}", beside.get(0)?.to_vec1::<f32>()?)?;
    Ok(())
}

/// LSTMs trained with pads on either side, skipped and read.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn trained(out: &mut dyn Write) -> Result<()> {
    variants::print(out, "pads", &recorded::padding()?.measured)
}
