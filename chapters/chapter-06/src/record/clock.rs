//! How long work takes.

use std::time::Instant;

use anyhow::Result;
use candle_core::Tensor;

use super::system::page_faults;
use crate::recorded::{Spread, TwoWays};

/// Times `steps` runs of some work, after three to warm up.
pub(crate) fn time<T>(
    steps: usize,
    mut work: impl FnMut() -> Result<T>,
) -> Result<Spread> {
    for _ in 0..3 {
        work()?;
    }
    let mut seconds = Vec::with_capacity(steps);
    let faults_before = page_faults();
    for _ in 0..steps {
        let start = Instant::now();
        work()?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    let faults = page_faults()
        .zip(faults_before)
        .map(|(after, before)| (after - before) as f64 / steps as f64);
    Ok(Spread {
        page_faults: faults,
        min: seconds.iter().copied().fold(f64::INFINITY, f64::min),
        max: seconds.iter().copied().fold(0.0, f64::max),
        median: median(seconds),
    })
}

/// Median seconds of `steps` forward passes, and of the backward passes behind them, after one of
/// each to warm up.
pub(crate) fn two_ways(
    steps: usize,
    forward: impl Fn() -> candle_core::Result<Tensor>,
) -> Result<TwoWays> {
    let mut forward_seconds = Vec::new();
    let mut backward_seconds = Vec::new();
    for step in 0..=steps {
        let start = Instant::now();
        let loss = forward()?.sum_all()?;
        let middle = Instant::now();
        loss.backward()?;
        if step > 0 {
            forward_seconds.push((middle - start).as_secs_f64());
            backward_seconds.push(middle.elapsed().as_secs_f64());
        }
    }
    Ok(TwoWays {
        forward_seconds: median(forward_seconds),
        backward_seconds: median(backward_seconds),
    })
}

/// The middle one of some numbers, the upper one of two in the middle; NaN of none.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
