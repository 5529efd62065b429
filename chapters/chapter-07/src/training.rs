//! Batches, an epoch of training, an evaluation.

use anyhow::{Result, ensure};
use candle_core::Tensor;
use chapter_03::loss::binary_cross_entropy;
use chapter_06::Adam;
use course::random::Generator;
use program::terminal::progress_bar;
use rand::seq::SliceRandom;

use crate::dataset::Part;
use crate::dropout::Dropout;

use crate::metrics::Score;

/// What can be trained to tell positive reviews from negative ones.
pub trait Model {
    /// One logit a review, (batch,), for the reviews `rows` of a part; with `dropout` while training.
    ///
    /// # Errors
    /// If a row does not exist.
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        dropout: Option<&mut Dropout>,
    ) -> candle_core::Result<Tensor>;
}

/// The running mean of loss and accuracy over the reviews seen so far.
#[derive(Clone, Debug, Default)]
struct RunningScore {
    loss: f64,
    correct: usize,
    reviews: usize,
}

impl RunningScore {
    /// Takes a batch in: its mean loss, and for each review whether the answer was right.
    fn add(&mut self, loss: f64, correct: &[bool]) {
        self.loss += loss * correct.len() as f64;
        self.correct += correct.iter().filter(|correct| **correct).count();
        self.reviews += correct.len();
    }

    fn score(&self) -> Score {
        let reviews = self.reviews as f64;
        Score {
            loss: self.loss / reviews,
            accuracy: self.correct as f64 / reviews,
        }
    }
}

/// Trains on every review of a part once, in batches of a new random order. The score is the mean
/// over the epoch, while the model was changing.
///
/// # Errors
/// If the loss stops being a number.
pub fn train_epoch(
    model: &dyn Model,
    optimizer: &mut Adam,
    part: &Part,
    batch_size: usize,
    dropout: &mut Dropout,
    order: &mut Generator,
) -> Result<Score> {
    let mut rows: Vec<u32> = (0..part.len() as u32).collect();
    rows.shuffle(order);
    let bar = progress_bar(rows.len().div_ceil(batch_size), "training");
    let mut running = RunningScore::default();
    for batch in rows.chunks(batch_size) {
        // ANCHOR: step
        let logits = model.logits(part, batch, Some(dropout))?; // (batch,)
        let targets = part.targets(batch)?; // (batch,)
        let loss = binary_cross_entropy(&logits, &targets)?;
        optimizer.step(&loss.backward()?)?;
        running.add(mean_loss(&loss)?, &correct(&logits, &targets)?);
        // ANCHOR_END: step
        let score = running.score();
        bar.set_message(format!(
            "loss {:.4} accuracy {:.4}",
            score.loss, score.accuracy
        ));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(running.score())
}

fn mean_loss(loss: &Tensor) -> Result<f64> {
    let loss = f64::from(loss.to_scalar::<f32>()?);
    ensure!(
        loss.is_finite(),
        "the loss is {loss}: training has diverged; try a smaller --learning-rate"
    );
    Ok(loss)
}

/// For each review whether the logit has the target's side of zero.
fn correct(logits: &Tensor, targets: &Tensor) -> Result<Vec<bool>> {
    let targets = targets.to_vec1::<f32>()?;
    let answers = logits.to_vec1::<f32>()?;
    Ok(answers
        .iter()
        .zip(targets)
        .map(|(x, y)| (*x > 0.0) == (y > 0.5))
        .collect())
}

/// What a model makes of a part.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Mean loss and accuracy.
    pub score: Score,
    /// For each review whether the answer was right.
    pub correct: Vec<bool>,
}

/// Loss and accuracy of a model on every review of a part, without dropout.
///
/// # Errors
/// If the loss is not a number.
pub fn evaluate(
    model: &dyn Model,
    part: &Part,
    batch_size: usize,
) -> Result<Evaluation> {
    let rows: Vec<u32> = (0..part.len() as u32).collect();
    let bar = progress_bar(rows.len().div_ceil(batch_size), "evaluating");
    let mut running = RunningScore::default();
    let mut answers = Vec::with_capacity(rows.len());
    for batch in rows.chunks(batch_size) {
        let logits = model.logits(part, batch, None)?.detach(); // (batch,)
        let targets = part.targets(batch)?; // (batch,)
        let loss = binary_cross_entropy(&logits, &targets)?;
        let correct = correct(&logits, &targets)?;
        running.add(mean_loss(&loss)?, &correct);
        answers.extend(correct);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(Evaluation {
        score: running.score(),
        correct: answers,
    })
}
