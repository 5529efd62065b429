//! The embedding layer: a table of vectors, one row for every id.

use candle_core::{DType, Device, Result, Tensor};
use course::parameters::{Init, Parameters};

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
    ) -> Result<Self> {
        let init = Init::Uniform { limit: 0.05 };
        let weight =
            parameters.create(&format!("{name}.weight"), (vocab_size, embedding_dim), init)?;
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
        let rows = self.weight.index_select(&ids.flatten_all()?, 0)?; // (batch · time, embedding_dim)
        rows.reshape((batch, time, ()))
    }
}

/// Every id as a row of zeros with a one in the id's column: (count,) → (count, `vocab_size`).
///
/// `one_hot(ids) × table` gives the same vectors as looking the rows up, at V times the work.
///
/// # Errors
/// If an id is not below `vocab_size`.
pub fn one_hot(ids: &[u32], vocab_size: usize) -> Result<Tensor> {
    let mut values = vec![0f32; ids.len() * vocab_size];
    for (row, &id) in ids.iter().enumerate() {
        let column = id as usize;
        if column >= vocab_size {
            candle_core::bail!("the id {id} is not below the vocabulary's size, {vocab_size}");
        }
        values[row * vocab_size + column] = 1.0;
    }
    Tensor::from_vec(values, (ids.len(), vocab_size), &Device::Cpu)?.to_dtype(DType::F32)
}
