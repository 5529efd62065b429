//! What the chapter's program prints, a function a section.

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor};
use course::parameters::Parameters;
use course::section::Section;

use crate::bag::BagOfEmbeddings;
use crate::embedding::{Embedding, one_hot};

/// The sections in the order of the pages.
pub const ALL: &[Section] = &[look_up, blind_to_order];

/// One-hot × table is a row look-up.
///
/// # Errors
/// If writing fails.
pub fn look_up(out: &mut dyn Write) -> Result<()> {
    let (vocab_size, embedding_dim) = (6, 3);
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(vocab_size, embedding_dim, &mut parameters, "embedding")?;
    let ids = [1u32, 4, 5, 4];
    let batch = Tensor::from_slice(&ids, (1, ids.len()), &Device::Cpu)?; // (batch, time)
    let looked_up = embedding.forward(&batch)?; // (batch, time, embedding_dim)
    let multiplied = one_hot(&ids, vocab_size)?.matmul(embedding.weight())?; // (time, embedding_dim)
    writeln!(out, "ids          {ids:?}  shape {:?}", batch.dims())?;
    writeln!(out, "looked up    shape {:?}", looked_up.dims())?;
    for row in looked_up.squeeze(0)?.to_vec2::<f32>()? {
        writeln!(out, "             {row:7.4?}")?;
    }
    let difference = (looked_up.squeeze(0)? - multiplied)?.abs()?.max_all()?;
    let difference = difference.to_scalar::<f32>()?;
    writeln!(out, "one-hot × table differs by at most {difference}")?;
    writeln!(
        out,
        "parameters   {vocab_size} × {embedding_dim} = {}",
        parameters.count()
    )?;
    Ok(())
}

/// The bag of embeddings gives one answer to both orders of the same words.
///
/// # Errors
/// If writing fails.
pub fn blind_to_order(out: &mut dyn Write) -> Result<()> {
    let bag = BagOfEmbeddings::new(8, 4, &mut Parameters::new(1))?;
    // "not bad it was good" and "not good it was bad"
    let (not, bad, it, was, good) = (3, 4, 5, 6, 7);
    let reviews: [&[u32]; 2] = [&[not, bad, it, was, good], &[not, good, it, was, bad]];
    let logits = bag.logits(&reviews)?.to_vec1::<f32>()?;
    writeln!(out, "not bad, it was good   logit {:.6}", logits[0])?;
    writeln!(out, "not good, it was bad   logit {:.6}", logits[1])?;
    writeln!(out, "equal: {}", logits[0] == logits[1])?;
    Ok(())
}
