//! Plain gradient descent on the model that the chapter trains with Adam.

use candle_nn::{Optimizer, SGD};
use course::parameters::Parameters;

use crate::bag::BagOfEmbeddings;
use crate::bag_training::{EMBEDDING_DIM, SCHEDULE, SEED};
use crate::error::Result;
use crate::reviews::Dataset;
use crate::training::{Schedule, evaluate, train_with};

/// Learning rates for plain descent; with 30 the loss overflows.
pub const LEARNING_RATES: [f64; 2] = [1.0, 10.0];

/// The bag trained by plain descent, and its validation losses, epoch by epoch. Everything but the
/// optimizer is as in [`crate::bag_training::trained`].
///
/// # Errors
/// If training diverges.
pub fn plain_descent(
    practice: &Dataset,
    learning_rate: f64,
) -> Result<(BagOfEmbeddings, Vec<f64>)> {
    let mut parameters = Parameters::new(SEED);
    let vocab_size = practice.vocabulary.vocab_size();
    let bag = BagOfEmbeddings::new(vocab_size, EMBEDDING_DIM, &mut parameters)?;
    let optimizer = SGD::new(parameters.variables(), learning_rate)?;
    let schedule = Schedule {
        learning_rate,
        ..SCHEDULE
    };
    let mut losses = Vec::new();
    train_with(optimizer, &bag, &practice.train, schedule, SEED, |_| {
        let validation = evaluate(&bag, &practice.validation, 64, |_| ())?;
        losses.push(validation.score.loss);
        Ok(())
    })?;
    Ok((bag, losses))
}
