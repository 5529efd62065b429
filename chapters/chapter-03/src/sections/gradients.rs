//! The page "Only what was read learns".

use std::io::Write;

use anyhow::{Context, Result};
use candle_core::{Device, Tensor};
use course::parameters::Parameters;

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
