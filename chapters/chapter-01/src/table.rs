//! Days become a table: a row a day, a column a feature.

use candle_core::{Device, Tensor};

use crate::simulation::Day;

/// The columns of the table, with their units.
pub const FEATURES: [&str; 3] = ["highest °C", "lowest °C", "humidity %"];

/// The column of the highest temperature, which is what the chapter forecasts.
pub const HIGHEST: usize = 0;

/// Why days could not become a table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// There are no days.
    #[error("there is no day to make a table of")]
    Empty,
    /// A reading is NaN or infinite.
    #[error("row {row}: the reading `{feature}` is {value}, not a finite number")]
    NotFinite {
        /// The row of the day, from 0.
        row: usize,
        /// The column's name.
        feature: &'static str,
        /// What is there instead.
        value: f64,
    },
    /// candle could not make the tensor.
    #[error(transparent)]
    Tensor(#[from] candle_core::Error),
}

/// A row for each day and a column for each of [`FEATURES`]: (time, features), f32.
///
/// # Errors
/// If there are no days, or a reading is not finite.
pub fn table(days: &[Day]) -> Result<Tensor, TableError> {
    check(days)?;
    // ANCHOR: table
    let numbers: Vec<f32> = days.iter().flat_map(row).collect();
    let shape = (days.len(), FEATURES.len()); // (time, features)
    Ok(Tensor::from_vec(numbers, shape, &Device::Cpu)?)
    // ANCHOR_END: table
}

fn row(day: &Day) -> [f32; 3] {
    [day.highest, day.lowest, day.humidity].map(|reading| reading as f32)
}

fn check(days: &[Day]) -> Result<(), TableError> {
    if days.is_empty() {
        return Err(TableError::Empty);
    }
    for (row, day) in days.iter().enumerate() {
        let readings = [day.highest, day.lowest, day.humidity];
        for (feature, value) in FEATURES.into_iter().zip(readings) {
            if !value.is_finite() {
                return Err(TableError::NotFinite {
                    row,
                    feature,
                    value,
                });
            }
        }
    }
    Ok(())
}
