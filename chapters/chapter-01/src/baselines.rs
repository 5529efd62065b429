//! Forecasts that need hardly any training, and the error that every forecast is measured by.

use std::ops::Range;

use candle_core::{DType, Tensor};

use crate::simulation::DAYS_OF_YEAR;

/// How many days before and after a day of the year go into its mean.
const NEIGHBOURS: usize = 7;

/// The root of the mean squared error of forecasts, both (batch,), in the targets' unit.
///
/// # Errors
/// If there are not as many forecasts as targets.
pub fn rmse(forecasts: &Tensor, targets: &Tensor) -> candle_core::Result<f64> {
    // ANCHOR: rmse
    let forecasts = forecasts.to_dtype(DType::F64)?; // (batch,)
    let errors = (forecasts - targets.to_dtype(DType::F64)?)?; // (batch,)
    errors.sqr()?.mean_all()?.sqrt()?.to_scalar()
    // ANCHOR_END: rmse
}

/// The value of the day before, for each of `rows` of a series (time,). Row 0 has none.
///
/// # Errors
/// If the rows begin at 0 or are not in the series.
pub fn yesterday(
    series: &Tensor,
    rows: Range<usize>,
) -> candle_core::Result<Tensor> {
    // ANCHOR: yesterday
    match rows.start.checked_sub(1) {
        Some(start) => series.narrow(0, start, rows.len()), // (batch,)
        None => candle_core::bail!("the first day has no yesterday"),
    }
    // ANCHOR_END: yesterday
}

/// The mean of the training rows at the same time of the year, for each of `rows` of a series
/// (time,) that begins on a 1 January.
///
/// # Errors
/// If the training rows do not cover a year or are not in the series.
pub fn seasonal_mean(
    series: &Tensor,
    train: Range<usize>,
    rows: Range<usize>,
) -> candle_core::Result<Tensor> {
    let known = series.narrow(0, train.start, train.len())?; // (training rows,)
    let known = known.to_vec1::<f32>()?;
    // ANCHOR: seasonal
    let mut sums = [(0.0, 0.0); DAYS_OF_YEAR];
    for (row, value) in train.zip(known) {
        for neighbour in 0..=2 * NEIGHBOURS {
            let day = row + DAYS_OF_YEAR + neighbour - NEIGHBOURS;
            let day = day % DAYS_OF_YEAR;
            sums[day].0 += f64::from(value);
            sums[day].1 += 1.0;
        }
    }
    // ANCHOR_END: seasonal
    means(&sums, rows)
}

fn means(sums: &[(f64, f64)], rows: Range<usize>) -> candle_core::Result<Tensor> {
    let forecasts: Vec<f32> = rows
        .map(|row| {
            let (sum, count) = sums[row % DAYS_OF_YEAR];
            (sum / count) as f32
        })
        .collect();
    if forecasts.iter().any(|value| value.is_nan()) {
        candle_core::bail!("the training rows do not cover every day of the year");
    }
    let count = forecasts.len();
    Tensor::from_vec(forecasts, count, &candle_core::Device::Cpu) // (batch,)
}
