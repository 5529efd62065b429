//! The page "Last state or all states".

use std::io::Write;

use anyhow::Result;
use candle_core::Tensor;
use chapter_02::Side;
use course::parameters::{Init, Parameters};

use crate::mask::Mask;
use crate::recurrent::{Build, Recurrent};
use crate::rnn::Rnn;
use crate::sequence::Sequence;

/// A layer of 4 units, and two sequences of five steps: (batch, time, features).
fn layer_and_input() -> Result<(Rnn, Tensor)> {
    let (batch, time, features, num_hiddens) = (2, 5, 3, 4);
    let rnn = Rnn::new(features, num_hiddens, &mut Parameters::new(1), "rnn")?;
    let limit = Init::Uniform { limit: 1.0 };
    let xs = Parameters::new(2).create("xs", (batch * time, features), limit)?;
    Ok((rnn, xs.reshape((batch, time, features))?))
}

/// Both answers of a layer, with their shapes.
///
/// # Errors
/// If `out` cannot be written to.
pub fn shapes(out: &mut dyn Write) -> Result<()> {
    let (rnn, xs) = layer_and_input()?;
    // ANCHOR: shapes
    let sequence = Sequence::of(&xs); // (batch, time, features)
    let all_states = rnn.all_states(&sequence, None)?; // (batch, time, num_hiddens)
    let last_state = rnn.last_state(&sequence, None)?; // (batch, num_hiddens)
    // ANCHOR_END: shapes
    let last_of_all = all_states.narrow(1, 4, 1)?.squeeze(1)?; // (batch, num_hiddens)
    let difference = (&last_of_all - &last_state)?.abs()?.max_all()?;
    writeln!(out, "input       {:?}", xs.dims())?;
    writeln!(out, "all states  {:?}", all_states.dims())?;
    writeln!(out, "last state  {:?}", last_state.dims())?;
    writeln!(
        out,
        "the last of all states differs from the last state by {}",
        difference.to_scalar::<f32>()?
    )?;
    Ok(())
}

/// The states of a row of three words and two pads, one number a step.
///
/// # Errors
/// If `out` cannot be written to.
pub fn masked(out: &mut dyn Write) -> Result<()> {
    let (rnn, xs) = layer_and_input()?;
    let rows = Sequence::of(&Tensor::cat(
        &[xs.narrow(1, 0, 3)?, xs.narrow(1, 0, 2)?.zeros_like()?],
        1,
    )?); // (batch, time, features), two pads at the back
    let mask = Mask::new(vec![3, 3], Side::Post);
    for (name, mask) in [("without a mask", None), ("with a mask", Some(&mask))] {
        let states = rnn.all_states(&rows, mask)?.get(0)?; // (time, num_hiddens)
        let unit = states.narrow(1, 0, 1)?.flatten_all()?.to_vec1::<f32>()?; // (time,)
        writeln!(out, "{name:<14} {unit:7.4?}")?;
    }
    Ok(())
}
