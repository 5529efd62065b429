//! The baseline: chapter 3's bag of embeddings, trained by the same loop.

use anyhow::Result;
use candle_nn::Optimizer;
use chapter_03::BagOfEmbeddings;
use chapter_03::reviews::Dataset;
use chapter_03::training::{Evaluation, LearningRate, Training, evaluate};
use chapter_06::Adam;
use course::parameters::Parameters;
use course::random;
use rand::seq::SliceRandom;

const EMBEDDING_DIM: usize = 32;
const EPOCHS: usize = 10;
const LEARNING_RATE: f64 = 0.01;

/// Trains a bag of embeddings on the training part and evaluates it on the test part.
///
/// # Errors
/// If training diverges.
pub fn train_and_evaluate(
    dataset: &Dataset,
    seed: u64,
    batch_size: usize,
) -> Result<Evaluation> {
    let mut parameters = Parameters::new(seed);
    let vocab_size = dataset.vocabulary.vocab_size();
    let bag = BagOfEmbeddings::new(vocab_size, EMBEDDING_DIM, &mut parameters)?;
    let mut training = Training {
        optimizer: Adam::new(parameters.variables(), LEARNING_RATE)?,
        learning_rate: LearningRate::Constant(LEARNING_RATE),
        batch_size,
        rng: random::stream(seed, "baseline dropout"),
        steps: 0,
    };
    let mut rng = random::stream(seed, "baseline order");
    for _ in 0..EPOCHS {
        let mut order = dataset.train.rows();
        order.shuffle(&mut rng);
        training.train_epoch(&bag, &dataset.train, &order, |_| ())?;
    }
    Ok(evaluate(&bag, &dataset.test, batch_size, |_| ())?)
}
