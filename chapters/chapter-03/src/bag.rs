//! The bag of embeddings: the mean of a review's word vectors and one dense layer. It cannot see the
//! order of the words, which makes it the baseline a recurrent network has to beat.

use candle_core::{DType, Device, Tensor};
use candle_nn::{Linear, Module};
use chapter_02::PAD;
use course::parameters::Parameters;
use course::random::Generator;

use crate::dense::dense;
use crate::embedding::{Embedding, check};
use crate::error::{Result, VectorError};
use crate::reviews::Part;
use crate::training::Model;

/// The mean of the word vectors, then one logit.
#[derive(Clone, Debug)]
pub struct BagOfEmbeddings {
    embedding: Embedding,
    output: Linear,
    vocab_size: usize,
}

/// What of a padded row goes into the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The words.
    Words,
    /// The pads too, as if they were words.
    Everything,
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
    ) -> candle_core::Result<Self> {
        Ok(Self {
            embedding: Embedding::new(
                vocab_size,
                embedding_dim,
                parameters,
                "embedding",
            )?,
            output: dense(embedding_dim, 1, parameters, "output")?,
            vocab_size,
        })
    }

    /// The table of word vectors.
    #[must_use]
    pub fn embedding(&self) -> &Embedding {
        &self.embedding
    }

    /// The weights of the dense layer, (`embedding_dim`,): the direction in which a vector is positive.
    ///
    /// # Errors
    /// If candle cannot make the tensor.
    pub fn direction(&self) -> candle_core::Result<Tensor> {
        self.output.weight().squeeze(0)
    }

    /// The bias of the dense layer.
    ///
    /// # Errors
    /// If candle cannot read the tensor.
    pub fn bias(&self) -> candle_core::Result<f32> {
        self.output
            .bias()
            .map_or(Ok(0.0), |bias| bias.squeeze(0)?.to_scalar())
    }

    /// One logit a review, (batch,), from padded ids (batch, time).
    ///
    /// # Errors
    /// If an id is not below `vocab_size`, or a row has nothing but pads.
    pub fn padded_logits(&self, ids: &Tensor, counted: Counted) -> Result<Tensor> {
        // ANCHOR: padded
        let vectors = self.embedding.forward(ids)?; // (batch, time, embedding_dim)
        let mask = match counted {
            Counted::Words => ids.ne(PAD)?,
            Counted::Everything => ids.ones_like()?,
        };
        let mask = mask.to_dtype(DType::F32)?; // (batch, time)
        let mean = masked_mean(&vectors, &mask)?; // (batch, embedding_dim)
        Ok(self.output.forward(&mean)?.squeeze(1)?) // (batch,)
        // ANCHOR_END: padded
    }

    /// One logit a review, (batch,). Reviews are given as their words' ids, without pads.
    ///
    /// The mean is taken from the *counts* of the words: (batch, V) × (V, E). Two reviews of the
    /// same words are the same row of counts, so their logits are equal whatever the order.
    ///
    /// # Errors
    /// If an id is not below `vocab_size`, or a review has no words.
    pub fn logits_of(&self, reviews: &[&[u32]]) -> Result<Tensor> {
        // ANCHOR: logits
        let shares = word_shares(reviews, self.vocab_size)?; // (batch, vocab_size)
        let mean = shares.matmul(self.embedding.weight())?; // (batch, embedding_dim)
        Ok(self.output.forward(&mean)?.squeeze(1)?) // (batch,)
        // ANCHOR_END: logits
    }
}

impl Model for BagOfEmbeddings {
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        _rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        self.logits_of(&part.ids_of(rows)) // (batch,)
    }
}

/// The mean of the vectors (batch, time, features) where the mask (batch, time) is one:
/// (batch, features).
///
/// # Errors
/// If a row of the mask is all zeros.
pub fn masked_mean(vectors: &Tensor, mask: &Tensor) -> Result<Tensor> {
    let words = mask.sum_keepdim(1)?; // (batch, 1)
    let counts = words.squeeze(1)?.to_vec1::<f32>()?;
    if let Some(review) = counts.iter().position(|words| *words == 0.0) {
        return Err(VectorError::NoWords { review });
    }
    // ANCHOR: masked_mean
    let sums = mask.unsqueeze(1)?.matmul(vectors)?; // (batch, 1, features)
    Ok(sums.squeeze(1)?.broadcast_div(&words)?) // (batch, features)
    // ANCHOR_END: masked_mean
}

/// Which share of a review each word of the vocabulary makes up: (batch, V), rows that add up to 1.
///
/// # Errors
/// If an id is not below `vocab_size`, or a review has no words.
pub fn word_shares(reviews: &[&[u32]], vocab_size: usize) -> Result<Tensor> {
    // ANCHOR: shares
    let mut values = vec![0f32; reviews.len() * vocab_size];
    for (i, review) in reviews.iter().enumerate() {
        if review.is_empty() {
            return Err(VectorError::NoWords { review: i });
        }
        let row = &mut values[i * vocab_size..][..vocab_size];
        for &id in *review {
            check(id, vocab_size)?;
            row[id as usize] += 1.0;
        }
        let words = review.len() as f32;
        row.iter_mut().for_each(|count| *count /= words);
    }
    // ANCHOR_END: shares
    let shape = (reviews.len(), vocab_size); // (batch, vocab_size)
    Ok(Tensor::from_vec(values, shape, &Device::Cpu)?)
}
