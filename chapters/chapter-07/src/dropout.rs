//! Dropout whose masks come from the run's seed.

use candle_core::{Result, Tensor};
use course::random::{self, Generator};
use rand::Rng;

/// Sets a share of the values to zero while training and scales up the others, so that their mean
/// stays (Srivastava et al. 2014). candle-nn's own draws from a generator that cannot be seeded.
#[derive(Debug)]
pub struct Dropout {
    rng: Generator,
}

impl Dropout {
    /// Masks that are the same for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            rng: random::stream(seed, "dropout"),
        }
    }

    /// The values, of any shape, with a share of `rate` (0 ≤ rate < 1) set to zero.
    ///
    /// # Errors
    /// If the mask cannot be made.
    pub fn apply(&mut self, xs: &Tensor, rate: f64) -> Result<Tensor> {
        let scale = (1.0 / (1.0 - rate)) as f32;
        let mask: Vec<f32> = (0..xs.elem_count())
            .map(|_| {
                if self.rng.random::<f64>() < rate {
                    0.0
                } else {
                    scale
                }
            })
            .collect();
        xs * Tensor::from_vec(mask, xs.shape(), xs.device())?
    }
}
