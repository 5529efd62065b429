//! Two ways to cut a sequence into its steps, and what their backward passes write.

use candle_core::{IndexOp, Result, Tensor};

// ANCHOR: by_slices
/// Cuts every step from the whole: (batch, time, features) → time ×
/// (batch, features).
///
/// # Errors
/// If `xs` does not have three dimensions.
pub fn by_slices(xs: &Tensor) -> Result<Vec<Tensor>> {
    let (_batch, time, _features) = xs.dims3()?;
    (0..time).map(|t| xs.i((.., t, ..))).collect()
}
// ANCHOR_END: by_slices

// ANCHOR: written
/// How many steps candle writes to bring the gradient of `part` steps back to the
/// `whole` that they were cut from: zeros for the rest, both put together, and the
/// sum with what was there before.
///
/// Steps of both are counted whole, with their batch and features.
#[must_use]
pub fn written(part: usize, whole: usize) -> usize {
    (whole - part) + whole + whole
}

/// Steps written if each of `time` steps is cut from the whole.
#[must_use]
pub fn written_by_slices(time: usize) -> usize {
    time * written(1, time)
}

/// Steps written if the sequence is halved, and the halves are, down to single
/// steps.
#[must_use]
pub fn written_by_halves(time: usize) -> usize {
    if time <= 1 {
        return 0;
    }
    let (first, second) = (time / 2, time - time / 2);
    let here = written(first, time) + written(second, time);
    here + written_by_halves(first) + written_by_halves(second)
}
// ANCHOR_END: written
