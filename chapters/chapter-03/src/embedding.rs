//! The embedding layer: a table of vectors, one row for every id.

use candle_core::{Device, Tensor};
use course::parameters::{Init, Parameters};

use crate::error::{Result, VectorError};

/// A table of vectors, V rows of length E.
#[derive(Clone, Debug)]
pub struct Embedding {
    weight: Tensor, // (vocab_size, embedding_dim)
}

impl Embedding {
    /// A new table under the parameter name `{name}.weight`, uniform in -0.05..0.05 as in Keras.
    ///
    /// # Errors
    /// If the name is taken.
    pub fn new(
        vocab_size: usize,
        embedding_dim: usize,
        parameters: &mut Parameters,
        name: &str,
    ) -> candle_core::Result<Self> {
        // ANCHOR: new
        let init = Init::Uniform { limit: 0.05 };
        let shape = (vocab_size, embedding_dim);
        let weight = parameters.create(&format!("{name}.weight"), shape, init)?;
        // ANCHOR_END: new
        Ok(Self { weight })
    }

    /// The table, (`vocab_size`, `embedding_dim`).
    #[must_use]
    pub fn weight(&self) -> &Tensor {
        &self.weight
    }

    /// The same table without tracking its gradient, for predictions.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self {
            weight: self.weight.detach(),
        }
    }

    /// Looks up a row for every id: (batch, time) → (batch, time, `embedding_dim`).
    ///
    /// # Errors
    /// If an id is not below `vocab_size`.
    pub fn forward(&self, ids: &Tensor) -> Result<Tensor> {
        let (batch, time) = ids.dims2()?;
        let flat = ids.flatten_all()?; // (batch · time,)
        let vocab_size = self.weight.dim(0)?;
        for id in flat.to_vec1::<u32>()? {
            check(id, vocab_size)?;
        }
        // ANCHOR: forward
        let rows = self.weight.index_select(&flat, 0)?; // (batch · time, embedding_dim)
        Ok(rows.reshape((batch, time, ()))?) // (batch, time, embedding_dim)
        // ANCHOR_END: forward
    }
}

/// Every id as a row of zeros with a one in the id's column: (count,) → (count, `vocab_size`).
///
/// `one_hot(ids) × table` gives the same vectors as looking the rows up, at V times the work.
///
/// # Errors
/// If an id is not below `vocab_size`.
pub fn one_hot(ids: &[u32], vocab_size: usize) -> Result<Tensor> {
    // ANCHOR: one_hot
    let mut values = vec![0f32; ids.len() * vocab_size];
    for (row, &id) in ids.iter().enumerate() {
        check(id, vocab_size)?;
        values[row * vocab_size + id as usize] = 1.0;
    }
    let shape = (ids.len(), vocab_size); // (count, vocab_size)
    Ok(Tensor::from_vec(values, shape, &Device::Cpu)?)
    // ANCHOR_END: one_hot
}

/// Whether a table of `vocab_size` rows has one for this id.
///
/// # Errors
/// [`VectorError::IdOutside`] if not.
pub(crate) fn check(id: u32, vocab_size: usize) -> Result<()> {
    if (id as usize) < vocab_size {
        Ok(())
    } else {
        Err(VectorError::IdOutside { id, vocab_size })
    }
}
