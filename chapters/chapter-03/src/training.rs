//! Learning a little from each batch: gradient descent written out, an epoch, an evaluation.

use candle_core::backprop::GradStore;
use candle_core::{Tensor, Var};
use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use course::random::{self, Generator};
use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use crate::accuracy::right;
use crate::error::{Result, VectorError};
use crate::loss::binary_cross_entropy;
use crate::reviews::Part;

/// One step of gradient descent, as in Rumelhart, Hinton and Williams 1986 (cite: rumelhart1986):
/// every variable moves against its gradient, in place.
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

/// What can be trained to tell positive reviews from negative ones.
pub trait Model {
    /// One logit a review, (batch,), for the reviews `rows` of a part. While training, `rng` draws
    /// what is random in the model; for an answer there is none.
    ///
    /// # Errors
    /// If the reviews do not fit the model.
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        rng: Option<&mut Generator>,
    ) -> Result<Tensor>;

    /// What large weights add to the loss, a scalar; in most models nothing.
    ///
    /// # Errors
    /// If candle cannot compute it.
    fn penalty(&self) -> Result<Option<Tensor>> {
        Ok(None)
    }
}

/// Mean loss and share of right answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Mean binary cross-entropy.
    pub loss: f64,
    /// Right answers over reviews.
    pub accuracy: f64,
}

/// The mean of loss and accuracy over the reviews seen so far.
#[derive(Clone, Debug, Default)]
struct RunningScore {
    loss: f64,
    right: usize,
    reviews: usize,
}

impl RunningScore {
    /// Takes a batch in: its mean loss, and for each review whether the answer was right.
    fn add(&mut self, loss: f64, right: &[bool]) {
        self.loss += loss * right.len() as f64;
        self.right += right.iter().filter(|right| **right).count();
        self.reviews += right.len();
    }

    fn score(&self) -> Score {
        let reviews = self.reviews as f64;
        Score {
            loss: self.loss / reviews,
            accuracy: self.right as f64 / reviews,
        }
    }
}

/// The size of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LearningRate {
    /// Always the same.
    Constant(f64),
    /// Falls evenly from a value to zero.
    Falling {
        /// The first step's.
        from: f64,
        /// After so many steps it is zero.
        steps: usize,
    },
}

impl LearningRate {
    /// The size of step number `step`, counted from 0.
    #[must_use]
    // ANCHOR: learning_rate
    pub fn at(self, step: usize) -> f64 {
        match self {
            Self::Constant(size) => size,
            Self::Falling { from, steps } => {
                let left = 1.0 - step as f64 / steps as f64;
                from * left
            }
        }
    }
    // ANCHOR_END: learning_rate
}

/// What changes from step to step of a training, beside the model.
#[derive(Debug)]
pub struct Training<O> {
    /// Turns gradients into steps.
    pub optimizer: O,
    /// How large they are.
    pub learning_rate: LearningRate,
    /// Reviews to a batch.
    pub batch_size: usize,
    /// Draws what is random in the model.
    pub rng: Generator,
    /// Steps done so far.
    pub steps: usize,
}

impl<O: Optimizer> Training<O> {
    /// Trains on the reviews `order` of a part, one batch after the other. `after_batch` is told the
    /// score so far. The score is the mean over the epoch, while the model was changing.
    ///
    /// # Errors
    /// If the reviews do not fit the model, or the loss stops being a number.
    pub fn train_epoch(
        &mut self,
        model: &dyn Model,
        part: &Part,
        order: &[u32],
        mut after_batch: impl FnMut(Score),
    ) -> Result<Score> {
        let mut running = RunningScore::default();
        // ANCHOR: epoch
        for batch in order.chunks(self.batch_size) {
            let logits = model.logits(part, batch, Some(&mut self.rng))?; // (batch,)
            let targets = part.targets_of(batch)?; // (batch,)
            let mut loss = binary_cross_entropy(&logits, &targets)?; // a scalar
            if let Some(penalty) = model.penalty()? {
                loss = (loss + penalty)?;
            }
            let learning_rate = self.learning_rate.at(self.steps);
            self.optimizer.set_learning_rate(learning_rate);
            self.optimizer.backward_step(&loss)?;
            self.steps += 1;
            running.add(finite(&loss, self.steps)?, &right_of(&logits, &targets)?);
            after_batch(running.score());
        }
        // ANCHOR_END: epoch
        Ok(running.score())
    }
}

fn right_of(logits: &Tensor, targets: &Tensor) -> candle_core::Result<Vec<bool>> {
    Ok(right(&logits.to_vec1::<f32>()?, &targets.to_vec1::<f32>()?))
}

fn finite(loss: &Tensor, steps: usize) -> Result<f64> {
    let loss = f64::from(loss.to_scalar::<f32>()?);
    if loss.is_finite() {
        Ok(loss)
    } else {
        Err(VectorError::Diverged { loss, steps })
    }
}

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

/// Trains the variables of a model with Adam, each epoch in an order that is drawn anew.
/// `after_epoch` is told the score of each epoch.
///
/// # Errors
/// If there are no reviews, they do not fit the model, or the loss stops being a number.
pub fn train(
    model: &dyn Model,
    variables: Vec<Var>,
    part: &Part,
    schedule: Schedule,
    seed: u64,
    after_epoch: impl FnMut(Score) -> Result<()>,
) -> Result<()> {
    let optimizer = adam(variables, schedule.learning_rate)?;
    train_with(optimizer, model, part, schedule, seed, after_epoch)
}

/// The library's Adam, without weight decay.
///
/// # Errors
/// If candle cannot make its tensors.
pub fn adam(variables: Vec<Var>, learning_rate: f64) -> candle_core::Result<AdamW> {
    // ANCHOR: adam
    let adam = ParamsAdamW {
        lr: learning_rate,
        weight_decay: 0.0,
        ..ParamsAdamW::default()
    };
    AdamW::new(variables, adam)
    // ANCHOR_END: adam
}

/// [`train`] with another optimizer.
///
/// # Errors
/// As [`train`].
pub fn train_with<O: Optimizer>(
    optimizer: O,
    model: &dyn Model,
    part: &Part,
    schedule: Schedule,
    seed: u64,
    mut after_epoch: impl FnMut(Score) -> Result<()>,
) -> Result<()> {
    if part.is_empty() {
        return Err(VectorError::NoReviews { part: "training" });
    }
    let mut training = Training {
        optimizer,
        learning_rate: LearningRate::Falling {
            from: schedule.learning_rate,
            steps: schedule.epochs * part.len().div_ceil(schedule.batch_size),
        },
        batch_size: schedule.batch_size,
        rng: random::stream(seed, "dropout"),
        steps: 0,
    };
    let mut order = part.rows();
    let mut rng = random::stream(seed, "order of the reviews");
    for _ in 0..schedule.epochs {
        order.shuffle(&mut rng);
        after_epoch(training.train_epoch(model, part, &order, |_| ())?)?;
    }
    Ok(())
}

/// What a model makes of a part.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Mean loss and accuracy.
    pub score: Score,
    /// For each review whether the answer was right.
    pub right: Vec<bool>,
    /// For each review the answer: the logit of positive.
    pub logits: Vec<f32>,
}

/// Asks a model about every review of a part. `after_batch` is told the score so far.
///
/// # Errors
/// If there are no reviews, they do not fit the model, or the loss is not a number.
pub fn evaluate(
    model: &dyn Model,
    part: &Part,
    batch_size: usize,
    mut after_batch: impl FnMut(Score),
) -> Result<Evaluation> {
    if part.is_empty() {
        return Err(VectorError::NoReviews { part: "evaluation" });
    }
    let mut running = RunningScore::default();
    let (mut answers, mut logits_of_all) = (Vec::new(), Vec::new());
    for batch in part.rows().chunks(batch_size) {
        let logits = model.logits(part, batch, None)?.detach(); // (batch,)
        let targets = part.targets_of(batch)?; // (batch,)
        let loss = binary_cross_entropy(&logits, &targets)?; // a scalar
        let right = right_of(&logits, &targets)?;
        running.add(finite(&loss, 0)?, &right);
        answers.extend(right);
        logits_of_all.extend(logits.to_vec1::<f32>()?);
        after_batch(running.score());
    }
    Ok(Evaluation {
        score: running.score(),
        right: answers,
        logits: logits_of_all,
    })
}
