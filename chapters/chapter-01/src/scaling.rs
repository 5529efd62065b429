//! Features of different size brought to one measure: mean 0 and standard deviation 1.

use std::ops::Range;

use candle_core::{DType, Tensor};

/// Why a table could not be scaled.
#[derive(Debug, thiserror::Error)]
pub enum ScalingError {
    /// There are no rows to take statistics of.
    #[error("there are no rows to take mean and deviation of")]
    NoRows,
    /// Rows were asked for that the table does not have.
    #[error("rows {start} to {end} are not in a table of {rows} rows", start = wanted.start, end = wanted.end)]
    NotInTable {
        /// The rows asked for.
        wanted: Range<usize>,
        /// How many there are.
        rows: usize,
    },
    /// A feature never changes.
    #[error("column {column} is {value} in every row: without deviation it cannot be scaled")]
    Constant {
        /// The column, from 0.
        column: usize,
        /// Its only value.
        value: f32,
    },
    /// candle could not do it.
    #[error(transparent)]
    Tensor(#[from] candle_core::Error),
}

/// Mean and standard deviation of each feature.
#[derive(Clone, Debug)]
pub struct Scaler {
    mean: Tensor,      // (features,)
    deviation: Tensor, // (features,)
}

impl Scaler {
    // ANCHOR: fit
    /// Takes the statistics of some rows of a table, (time, features): those of training.
    ///
    /// # Errors
    /// If the rows are none or not in the table, or a feature is the same in all of them.
    pub fn fit(table: &Tensor, rows: Range<usize>) -> Result<Self, ScalingError> {
        check(table, &rows)?;
        let rows = table.narrow(0, rows.start, rows.len())?; // (rows, features)
        let rows = rows.to_dtype(DType::F64)?;
        let mean = rows.mean(0)?; // (features,)
        let variance = rows.broadcast_sub(&mean)?.sqr()?.mean(0)?; // (features,)
        Self::new(&mean, &variance.sqrt()?)
    }
    // ANCHOR_END: fit

    fn new(mean: &Tensor, deviation: &Tensor) -> Result<Self, ScalingError> {
        let mean = mean.to_dtype(DType::F32)?;
        let deviation = deviation.to_dtype(DType::F32)?;
        let values = deviation.to_vec1::<f32>()?;
        match values.iter().position(|value| *value == 0.0) {
            Some(column) => Err(ScalingError::Constant {
                column,
                value: mean.to_vec1::<f32>()?[column],
            }),
            None => Ok(Self { mean, deviation }),
        }
    }

    // ANCHOR: transform
    /// How many deviations each number lies above its feature's mean: (…, features), same shape.
    ///
    /// # Errors
    /// If the number of features is another.
    pub fn transform(&self, table: &Tensor) -> Result<Tensor, ScalingError> {
        let above = table.broadcast_sub(&self.mean)?;
        Ok(above.broadcast_div(&self.deviation)?)
    }

    /// Back to °C and per cent: (…, features), same shape.
    ///
    /// # Errors
    /// If the number of features is another.
    pub fn inverse(&self, scaled: &Tensor) -> Result<Tensor, ScalingError> {
        let above = scaled.broadcast_mul(&self.deviation)?;
        Ok(above.broadcast_add(&self.mean)?)
    }
    // ANCHOR_END: transform

    /// The mean of each feature.
    ///
    /// # Errors
    /// If candle cannot read its own tensor.
    pub fn means(&self) -> candle_core::Result<Vec<f32>> {
        self.mean.to_vec1()
    }

    /// The standard deviation of each feature.
    ///
    /// # Errors
    /// If candle cannot read its own tensor.
    pub fn deviations(&self) -> candle_core::Result<Vec<f32>> {
        self.deviation.to_vec1()
    }
}

fn check(table: &Tensor, wanted: &Range<usize>) -> Result<(), ScalingError> {
    let (rows, _features) = table.dims2()?;
    if wanted.is_empty() {
        return Err(ScalingError::NoRows);
    }
    if wanted.end > rows {
        let wanted = wanted.clone();
        return Err(ScalingError::NotInTable { wanted, rows });
    }
    Ok(())
}
