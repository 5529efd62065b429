//! The page "The same as everybody's".

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, Result};
use candle_core::{Device, Tensor};
use chapter_04::{Recurrent, Sequence};
use course::checkout::plain;

use crate::keras;

/// An LSTM on weights in Keras's layout, and what it makes of a sequence.
///
/// # Errors
/// If `out` cannot be written to.
pub fn layouts(out: &mut dyn Write) -> Result<()> {
    let (features, num_hiddens) = (3, 2);
    let numbers = |shape: (usize, usize)| -> Result<Tensor> {
        let count = shape.0 * shape.1;
        let values = Tensor::arange(0f32, count as f32, &Device::Cpu)?;
        let values = ((values / count as f64)? - 0.5)?; // from -0.5 to nearly 0.5
        Ok(values.reshape(shape)?)
    };
    let kernel = numbers((features, 4 * num_hiddens))?;
    let recurrent_kernel = numbers((num_hiddens, 4 * num_hiddens))?;
    let bias = numbers((1, 4 * num_hiddens))?.squeeze(0)?;
    for (name, tensor) in [
        ("kernel", &kernel),
        ("recurrent kernel", &recurrent_kernel),
        ("bias", &bias),
    ] {
        writeln!(out, "{name:<17} {:?}", tensor.dims())?;
    }
    let lstm = keras::lstm(&kernel, &recurrent_kernel, &bias)?;
    let side_by_side = lstm.weights_side_by_side()?;
    writeln!(out, "ours, together    {:?}", side_by_side.dims())?;
    let xs = numbers((4, features))?.unsqueeze(0)?; // (1, 4, features)
    let last = lstm.last_state(&Sequence::of(&xs), None)?; // (1, num_hiddens)
    writeln!(out, "last state, ours  {:.5?}", last.squeeze(0)?.to_vec1::<f32>()?)?;
    writeln!(out, "Keras's           {:.5?}", kerass()?)?;
    Ok(())
}

/// What Keras's LSTM gives for the same weights and the same sequence.
fn kerass() -> Result<Vec<f32>> {
    let shown = plain(include_str!("../../tests/golden/keras_shown.json"));
    let shown: BTreeMap<String, Vec<f32>> = serde_json::from_str(&shown)?;
    let last_state = shown.get("last_state").cloned();
    last_state.context("keras_shown.json has no last_state")
}
