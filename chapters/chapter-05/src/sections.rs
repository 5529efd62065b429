//! What the chapter's program prints, a function a section.

use std::io::Write;

use anyhow::Result;
use candle_core::{DType, Device, Tensor};
use chapter_02::Side;
use course::parameters::Parameters;
use course::section::Block;

use crate::lstm::Lstm;
use chapter_04::Recurrent;
use chapter_04::{Build, Mask, Sequence};

/// All blocks in the order of the pages to come.
pub const ALL: &[Block] = &[
    Block::new("shapes", "shapes", shapes),
    Block::new("padding", "padding", padding),
];

/// The shapes that go in and come out, and the parameters.
///
/// # Errors
/// If writing fails.
pub fn shapes(out: &mut dyn Write) -> Result<()> {
    let (batch, time, features, num_hiddens) = (2, 5, 3, 4);
    let mut parameters = Parameters::new(1);
    let lstm = Lstm::new(features, num_hiddens, &mut parameters, "lstm")?;
    let xs = Tensor::ones((batch, time, features), DType::F32, &Device::Cpu)?;
    writeln!(out, "in           {:?}  (batch, time, features)", xs.dims())?;
    let all = lstm.all_states(&Sequence::of(&xs), None)?;
    writeln!(out, "all states   {:?}  (batch, time, num_hiddens)", all.dims())?;
    let last = lstm.last_state(&Sequence::of(&xs), None)?;
    writeln!(out, "last state   {:?}     (batch, num_hiddens)", last.dims())?;
    for (name, tensor) in parameters.iter() {
        writeln!(out, "{name:<18} {:?}", tensor.dims())?;
    }
    writeln!(out, "parameters   {}", parameters.count())?;
    Ok(())
}

/// Pads at the back change the last state, unless a mask says where they are.
///
/// # Errors
/// If writing fails.
pub fn padding(out: &mut dyn Write) -> Result<()> {
    let lstm = Lstm::new(1, 2, &mut Parameters::new(1), "lstm")?;
    let words = Tensor::new(&[[[1f32], [-1.0], [0.5]]], &Device::Cpu)?; // (1, 3, 1)
    let padded = words.pad_with_zeros(1, 0, 4)?; // (1, 7, 1)
    let mask = Mask::new(vec![3], Side::Post);
    let rows = [
        ("three words", lstm.last_state(&Sequence::of(&words), None)?),
        ("and four pads", lstm.last_state(&Sequence::of(&padded), None)?),
        (
            "the same, masked",
            lstm.last_state(&Sequence::of(&padded), Some(&mask))?,
        ),
    ];
    for (name, last_state) in rows {
        writeln!(
            out,
            "{name:<17} {:7.4?}",
            last_state.squeeze(0)?.to_vec1::<f32>()?
        )?;
    }
    Ok(())
}
