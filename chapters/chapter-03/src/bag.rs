//! The bag of embeddings: the mean of a review's word vectors and one dense layer. It cannot see the
//! order of the words, which makes it the baseline a recurrent network has to beat.

use candle_core::{Device, Result, Tensor};
use candle_nn::{Linear, Module};
use course::parameters::{Init, Parameters};

use crate::Embedding;

/// The mean of the word vectors, then one logit.
#[derive(Clone, Debug)]
pub struct BagOfEmbeddings {
    embedding: Embedding,
    output: Linear,
    vocab_size: usize,
}

impl BagOfEmbeddings {
    /// A new model; parameters `embedding.weight`, `output.weight` and `output.bias`.
    ///
    /// # Errors
    /// If a parameter's name is taken.
    pub fn new(
        vocab_size: usize,
        embedding_dim: usize,
        parameters: &mut Parameters,
    ) -> Result<Self> {
        let embedding = Embedding::new(vocab_size, embedding_dim, parameters, "embedding")?;
        let weight = parameters.create("output.weight", (1, embedding_dim), Init::GlorotUniform)?;
        let bias = parameters.create("output.bias", 1, Init::Zeros)?;
        Ok(Self {
            embedding,
            output: Linear::new(weight, Some(bias)),
            vocab_size,
        })
    }

    /// One logit a review, (batch,). Reviews are given as their words' ids, without pads.
    ///
    /// The mean is taken from the *counts* of the words: (batch, V) × (V, E). Two reviews of the
    /// same words are the same row of counts, so their logits are equal whatever the order.
    ///
    /// # Errors
    /// If an id is not below `vocab_size`.
    pub fn logits(&self, reviews: &[&[u32]]) -> Result<Tensor> {
        let shares = word_shares(reviews, self.vocab_size)?; // (batch, vocab_size)
        let mean = shares.matmul(self.embedding.weight())?; // (batch, embedding_dim)
        self.output.forward(&mean)?.squeeze(1) // (batch,)
    }
}

/// Which share of a review each word of the vocabulary makes up: (batch, V), rows that add up to 1.
/// An empty review is a row of zeros.
///
/// # Errors
/// If an id is not below `vocab_size`.
pub fn word_shares(reviews: &[&[u32]], vocab_size: usize) -> Result<Tensor> {
    let mut values = vec![0f32; reviews.len() * vocab_size];
    for (row, review) in values.chunks_mut(vocab_size.max(1)).zip(reviews) {
        for &id in *review {
            match row.get_mut(id as usize) {
                Some(count) => *count += 1.0,
                None => candle_core::bail!(
                    "the id {id} is not below the vocabulary's size, {vocab_size}"
                ),
            }
        }
        let words = review.len().max(1) as f32;
        row.iter_mut().for_each(|count| *count /= words);
    }
    Tensor::from_vec(values, (reviews.len(), vocab_size), &Device::Cpu)
}
