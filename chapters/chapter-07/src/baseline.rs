//! The baseline: chapter 3's bag of embeddings, trained by the same loop.

use anyhow::Result;
use candle_core::Tensor;
use chapter_03::BagOfEmbeddings;
use chapter_06::Adam;
use course::parameters::Parameters;
use course::random;

use crate::dataset::{Dataset, Part};
use crate::dropout::Dropout;
use crate::training::{Evaluation, Model, evaluate, train_epoch};

const EMBEDDING_DIM: usize = 32;
const EPOCHS: usize = 10;
const LEARNING_RATE: f64 = 0.01;

impl Model for BagOfEmbeddings {
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        _dropout: Option<&mut Dropout>,
    ) -> candle_core::Result<Tensor> {
        let words = part.words(rows)?;
        let reviews: Vec<&[u32]> = words.iter().map(Vec::as_slice).collect();
        Ok(self.logits(&reviews)?) // (batch,)
    }
}

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
    let mut optimizer = Adam::new(parameters.variables(), LEARNING_RATE);
    let mut order = random::stream(seed, "baseline order");
    let mut dropout = Dropout::new(seed);
    for _ in 0..EPOCHS {
        train_epoch(
            &bag,
            &mut optimizer,
            &dataset.train,
            batch_size,
            &mut dropout,
            &mut order,
        )?;
    }
    evaluate(&bag, &dataset.test, batch_size)
}
