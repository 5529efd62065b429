//! Features of different size brought to one measure: mean 0 and standard deviation 1.

use std::ops::Range;

use candle_core::{D, DType, Tensor};

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
    #[error(
        "column {column} is {value} in every row: without deviation it cannot be scaled"
    )]
    Constant {
        /// The column, from 0.
        column: usize,
        /// Its only value.
        value: f32,
    },
    /// The table has other features than the one the statistics come from.
    #[error("there are statistics of {expected} features, this table has {found}")]
    OtherFeatures {
        /// Features of the statistics.
        expected: usize,
        /// Features of the table.
        found: usize,
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
    /// Takes the statistics of some rows of a table, (time, features): those of training.
    ///
    /// # Errors
    /// If there are no rows, they are not in the table, or a feature is the same in all of them.
    pub fn fit(table: &Tensor, rows: Range<usize>) -> Result<Self, ScalingError> {
        check(table, &rows)?;
        // ANCHOR: fit
        let rows = table.narrow(0, rows.start, rows.len())?; // (rows, features)
        let rows = rows.to_dtype(DType::F64)?;
        let mean = rows.mean(0)?; // (features,)
        let variance = rows.broadcast_sub(&mean)?.sqr()?.mean(0)?; // (features,)
        // ANCHOR_END: fit
        Ok(Self {
            mean: mean.to_dtype(DType::F32)?,
            deviation: variance.sqrt()?.to_dtype(DType::F32)?,
        })
    }

    /// How many deviations each number lies above its feature's mean: (…, features), same shape.
    ///
    /// # Errors
    /// If the table has another number of features.
    pub fn transform(&self, table: &Tensor) -> Result<Tensor, ScalingError> {
        self.fits(table)?;
        // ANCHOR: transform
        let above = table.broadcast_sub(&self.mean)?; // (…, features)
        Ok(above.broadcast_div(&self.deviation)?) // (…, features)
        // ANCHOR_END: transform
    }

    /// Back to °C and per cent: (…, features), same shape.
    ///
    /// # Errors
    /// If the table has another number of features.
    pub fn inverse(&self, scaled: &Tensor) -> Result<Tensor, ScalingError> {
        self.fits(scaled)?;
        let above = scaled.broadcast_mul(&self.deviation)?;
        Ok(above.broadcast_add(&self.mean)?)
    }

    /// Without this check candle would broadcast the statistics of one feature over many.
    fn fits(&self, table: &Tensor) -> Result<(), ScalingError> {
        let (expected, found) = (self.mean.dim(0)?, table.dim(D::Minus1)?);
        if expected != found {
            return Err(ScalingError::OtherFeatures { expected, found });
        }
        Ok(())
    }

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
    let rows = table.narrow(0, wanted.start, wanted.len())?; // (rows, features)
    let least = rows.min(0)?.to_vec1::<f32>()?; // (features,)
    let greatest = rows.max(0)?.to_vec1::<f32>()?; // (features,)
    match (0..least.len()).find(|&column| least[column] == greatest[column]) {
        Some(column) => Err(ScalingError::Constant {
            column,
            value: least[column],
        }),
        None => Ok(()),
    }
}
