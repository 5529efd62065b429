//! Dropout whose masks come from a seeded generator.

use candle_core::{Result, Tensor};
use course::random::Generator;
use rand::Rng;

/// Sets a share of `rate` (0 ≤ rate < 1) of the values, of any shape, to zero and scales up the
/// others, so that their mean stays: Srivastava et al. 2014 (cite: srivastava2014). candle-nn's own
/// draws from a generator that cannot be seeded.
///
/// # Errors
/// If the mask cannot be made.
pub fn dropout(xs: &Tensor, rate: f64, rng: &mut Generator) -> Result<Tensor> {
    if rate == 0.0 {
        return Ok(xs.clone()); // nothing is drawn where nothing is dropped
    }
    let scale = (1.0 / (1.0 - rate)) as f32;
    let mask: Vec<f32> = (0..xs.elem_count())
        .map(|_| {
            if rng.random::<f64>() < rate {
                0.0
            } else {
                scale
            }
        })
        .collect();
    xs * Tensor::from_vec(mask, xs.shape(), xs.device())?
}
