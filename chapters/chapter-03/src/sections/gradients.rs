//! The page "Only what was read learns".

use std::io::Write;

use anyhow::{Context, Result};
use candle_core::{Device, Tensor};
use course::parameters::Parameters;
use course::text::{Align, table};

use super::trained::pad_rows;
use crate::bag_training::{PadRow, WIDTHS};
use crate::embedding::Embedding;
use crate::training::gradient_step;

/// The gradient of the table after four ids were read.
///
/// # Errors
/// If `out` cannot be written to.
pub fn rows_read(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: rows_read
    let embedding = Embedding::new(6, 3, &mut Parameters::new(1), "embedding")?;
    let ids = Tensor::new(&[[1u32, 4, 5, 4]], &Device::Cpu)?; // (batch, time)
    let loss = embedding.forward(&ids)?.sum_all()?; // a scalar
    let gradients = loss.backward()?;
    // ANCHOR_END: rows_read
    let gradient = gradients
        .get(embedding.weight())
        .context("the table has no gradient")?; // (vocab_size, embedding_dim)
    for (id, row) in gradient.to_vec2::<f32>()?.iter().enumerate() {
        writeln!(out, "id {id}  {row:?}")?;
    }
    Ok(())
}

/// Which rows a step of gradient descent moves.
///
/// # Errors
/// If `out` cannot be written to.
pub fn one_step(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(6, 3, &mut parameters, "embedding")?;
    let ids = Tensor::new(&[[1u32, 4, 5, 4]], &Device::Cpu)?; // (batch, time)
    let before = embedding.weight().copy()?; // (vocab_size, embedding_dim)
    let gradients = embedding.forward(&ids)?.sum_all()?.backward()?;
    gradient_step(&parameters.variables(), &gradients, 0.1)?;
    let moved = (embedding.weight() - before)?.to_vec2::<f32>()?;
    for (id, row) in moved.iter().enumerate() {
        writeln!(out, "id {id}  {row:5.2?}")?;
    }
    Ok(())
}

/// What pads do to a bag of embeddings, masked and not.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn pads(out: &mut dyn Write) -> Result<()> {
    let [masked, unmasked] = pad_rows()?;
    write!(out, "{}", pad_table(masked, unmasked))?;
    Ok(())
}

fn pad_table(masked: &PadRow, unmasked: &PadRow) -> String {
    let row = |name: String, number: &dyn Fn(&PadRow) -> String| {
        vec![name, number(masked), number(unmasked)]
    };
    let mut rows = vec![
        row("length of the pad's vector, before".into(), &|p| {
            format!("{:.3}", p.before)
        }),
        row("the same, after training".into(), &|p| format!("{:.3}", p.after)),
        row("mean length of the words', after".into(), &|p| {
            format!("{:.1}", p.words_after)
        }),
        row("validation accuracy".into(), &|p| format!("{:.3}", p.validation)),
    ];
    for (i, width) in WIDTHS.iter().enumerate() {
        rows.push(row(format!("logit of one review, row of {width}"), &|p| {
            format!("{:.1}", p.logits[i])
        }));
    }
    let header = [
        ("", Align::Left),
        ("masked", Align::Right),
        ("averaged", Align::Right),
    ];
    table(&header, &rows)
}
