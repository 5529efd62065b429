//! What a recurrent layer reads.

use candle_core::Tensor;
use chapter_03::Embedding;

use crate::error::{Result, SequenceError};
use crate::mask::Mask;

/// A batch of sequences: vectors, or words with the table that their vectors stand in.
///
/// Most layers ask for the vectors. A layer that knows the words can work on each of them once.
#[derive(Clone, Debug)]
pub enum Sequence {
    /// A vector a step: (batch, time, features).
    Vectors(Tensor),
    /// A word a step.
    Words {
        /// Their ids: (batch, time).
        ids: Tensor,
        /// The table of their vectors.
        embedding: Embedding,
    },
}

impl Sequence {
    /// A sequence of vectors: (batch, time, features).
    #[must_use]
    pub fn of(vectors: &Tensor) -> Self {
        Self::Vectors(vectors.clone())
    }

    /// A sequence of words: ids (batch, time), and the table of their vectors.
    #[must_use]
    pub fn of_words(ids: &Tensor, embedding: &Embedding) -> Self {
        Self::Words {
            ids: ids.clone(),
            embedding: embedding.clone(),
        }
    }

    /// Checks that a layer for so many features can read it with this mask. Returns N and T.
    ///
    /// # Errors
    /// If not, with what is wrong.
    pub fn check(
        &self,
        features: usize,
        mask: Option<&Mask>,
    ) -> Result<(usize, usize)> {
        let (batch, time, found) = match self {
            Self::Vectors(vectors) => match *vectors.dims() {
                [batch, time, features] => (batch, time, features),
                ref shape => {
                    return Err(SequenceError::Dimensions {
                        shape: shape.to_vec(),
                    });
                }
            },
            Self::Words { ids, embedding } => match *ids.dims() {
                [batch, time] => (batch, time, embedding.weight().dim(1)?),
                ref shape => {
                    return Err(SequenceError::Dimensions {
                        shape: shape.to_vec(),
                    });
                }
            },
        };
        if batch == 0 || time == 0 {
            return Err(SequenceError::Empty { batch, time });
        }
        if found != features {
            return Err(SequenceError::Features {
                found,
                expected: features,
            });
        }
        if let Some(mask) = mask {
            mask.check(batch, time)?;
        }
        Ok((batch, time))
    }

    /// The vector of every step: (batch, time, features).
    ///
    /// # Errors
    /// If an id is outside of the embedding.
    pub fn vectors(&self) -> Result<Tensor> {
        match self {
            Self::Vectors(vectors) => Ok(vectors.clone()),
            Self::Words { ids, embedding } => Ok(embedding.forward(ids)?),
        }
    }

    /// The same sequence, its last step first.
    ///
    /// Pads change their side, which [`Mask::reversed`](crate::Mask::reversed) says to the layer;
    /// each row's words then come in reverse order, whatever the length of the row.
    ///
    /// # Errors
    /// If there is no dimension of time.
    pub fn reversed(&self) -> Result<Self> {
        Ok(match self {
            Self::Vectors(vectors) => Self::Vectors(in_reverse(vectors)?),
            Self::Words { ids, embedding } => {
                Self::of_words(&in_reverse(ids)?, embedding)
            }
        })
    }
}

/// The last step first: (batch, time, …) → (batch, time, …).
///
/// # Errors
/// If there is no dimension of time.
pub fn in_reverse(steps: &Tensor) -> Result<Tensor> {
    Ok(steps.contiguous()?.flip(&[1])?)
}
