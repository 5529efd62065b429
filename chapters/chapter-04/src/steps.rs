//! A batch of sequences, one time step after the other.

use candle_core::{Result, Tensor};

/// Cuts (batch, time, features) into `time` tensors of (batch, features).
///
/// The sequence is halved, and the halves are halved, down to single steps. Cutting each step from
/// the whole would give the same values, but the backward pass of a slice fills a tensor as large as
/// what it was cut from: T slices of the whole cost T² work, log₂ T rounds of halves T · log₂ T.
///
/// # Errors
/// If `xs` does not have three dimensions or has no step.
pub fn time_steps(xs: &Tensor) -> Result<Vec<Tensor>> {
    let (_batch, time, _features) = xs.dims3()?;
    if time == 1 {
        return Ok(vec![xs.squeeze(1)?]); // (batch, features)
    }
    if time == 0 {
        candle_core::bail!("a sequence needs at least one step");
    }
    let half = time / 2;
    let mut steps = time_steps(&xs.narrow(1, 0, half)?)?; // (batch, half, features)
    steps.extend(time_steps(&xs.narrow(1, half, time - half)?)?);
    Ok(steps)
}
