//! The page "Only what was read learns".

use std::io::Write;

use anyhow::{Context, Result};
use candle_core::{Device, IndexOp, Tensor};
use candle_nn::{Optimizer, SGD};
use course::parameters::Parameters;

use crate::embedding::Embedding;
use crate::training::{adam, gradient_step};

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

/// How far the row of id 1 moves in a step that reads it, and in the next, which does not.
///
/// # Errors
/// If `out` cannot be written to.
pub fn second_step(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(6, 3, &mut parameters, "embedding")?;
    let descent = SGD::new(parameters.variables(), 0.1)?;
    let [first, second] = two_steps(&embedding, descent)?;
    writeln!(out, "id 1           first step, read  second step, not read")?;
    writeln!(out, "plain descent  {first:16.3}  {second:21.3}")?;
    let adam = adam(parameters.variables(), 0.1)?;
    let [first, second] = two_steps(&embedding, adam)?;
    writeln!(out, "Adam           {first:16.3}  {second:21.3}")?;
    Ok(())
}

/// By how much the first number of row 1 changes in a step that reads ids 1 and 4, then in one that
/// reads ids 2 and 5.
fn two_steps(
    embedding: &Embedding,
    mut optimizer: impl Optimizer,
) -> Result<[f32; 2]> {
    let number = || embedding.weight().i((1, 0))?.to_scalar::<f32>();
    let mut places = vec![number()?];
    // ANCHOR: two_steps
    for read in [[1u32, 4], [2, 5]] {
        let ids = Tensor::new(&[read], &Device::Cpu)?; // (batch, time)
        let loss = embedding.forward(&ids)?.sum_all()?; // a scalar
        optimizer.backward_step(&loss)?;
        places.push(number()?);
    }
    // ANCHOR_END: two_steps
    Ok([places[1] - places[0], places[2] - places[1]])
}
