//! Learning a little from each batch: gradient descent, written out, and the loop of an epoch.

use candle_core::backprop::GradStore;
use candle_core::{Tensor, Var};
use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use course::random;
use rand::seq::SliceRandom;

use crate::error::{Result, VectorError};

/// One step of gradient descent: every variable moves against its gradient, in place.
///
/// # Errors
/// If a gradient does not have its variable's shape.
// ANCHOR: step
pub fn gradient_step(
    variables: &[Var],
    gradients: &GradStore,
    learning_rate: f64,
) -> candle_core::Result<()> {
    for variable in variables {
        if let Some(gradient) = gradients.get(variable) {
            variable.set(&(variable.as_tensor() - (gradient * learning_rate)?)?)?;
        }
    }
    Ok(())
}
// ANCHOR_END: step

/// How long and how fast to learn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// Times to go through the training reviews.
    pub epochs: usize,
    /// Reviews to a batch.
    pub batch_size: usize,
    /// The step size at the beginning; it falls evenly to zero.
    pub learning_rate: f64,
}

/// Trains the variables with Adam. `loss` is asked for the loss, a scalar, of some of the reviews
/// `0..reviews`; their order is drawn anew for each epoch. Returns the mean loss of each epoch.
///
/// # Errors
/// If the loss cannot be computed, or stops being a number.
pub fn train(
    variables: Vec<Var>,
    reviews: usize,
    schedule: Schedule,
    seed: u64,
    mut loss: impl FnMut(&[u32]) -> Result<Tensor>,
) -> Result<Vec<f64>> {
    if reviews == 0 {
        return Err(VectorError::NoReviews { part: "training" });
    }
    // ANCHOR: adam
    let adam = ParamsAdamW {
        lr: schedule.learning_rate,
        weight_decay: 0.0,
        ..ParamsAdamW::default()
    };
    let mut optimizer = AdamW::new(variables, adam)?;
    // ANCHOR_END: adam
    let mut order: Vec<u32> = (0..reviews as u32).collect();
    let mut rng = random::stream(seed, "order of the reviews");
    let steps = schedule.epochs * reviews.div_ceil(schedule.batch_size);
    let mut step = 0;
    let mut means = Vec::with_capacity(schedule.epochs);
    for _ in 0..schedule.epochs {
        order.shuffle(&mut rng);
        let mut sum = 0.0;
        // ANCHOR: epoch
        for batch in order.chunks(schedule.batch_size) {
            let left = 1.0 - step as f64 / steps as f64;
            optimizer.set_learning_rate(schedule.learning_rate * left);
            let loss = loss(batch)?; // a scalar
            optimizer.backward_step(&loss)?;
            step += 1;
            sum += finite(&loss, step)? * batch.len() as f64;
        }
        // ANCHOR_END: epoch
        means.push(sum / reviews as f64);
    }
    Ok(means)
}

fn finite(loss: &Tensor, steps: usize) -> Result<f64> {
    let loss = f64::from(loss.to_scalar::<f32>()?);
    if loss.is_finite() {
        Ok(loss)
    } else {
        Err(VectorError::Diverged { loss, steps })
    }
}
