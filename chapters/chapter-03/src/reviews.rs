//! The practice corpus as this chapter's models take it.

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_02::{Corpus, Phenomenon, Review, Vocabulary, practice};

/// The seed of the practice corpus.
pub const CORPUS_SEED: u64 = 1;
/// Every word of the practice corpus fits into so many ids.
const NUM_WORDS: usize = 6_400;

/// Reviews of one part of a corpus: ids with their start token, targets, what makes them hard.
#[derive(Clone, Debug)]
pub struct Part {
    /// The ids of each review.
    pub ids: Vec<Vec<u32>>,
    /// 1 for positive, 0 for negative.
    pub targets: Vec<f32>,
    /// Known of practice reviews.
    pub phenomena: Vec<Option<Phenomenon>>,
}

impl Part {
    fn new(reviews: &[Review], vocabulary: &Vocabulary) -> Self {
        Self {
            ids: vocabulary.encode_all(texts(reviews)),
            targets: targets(reviews),
            phenomena: reviews.iter().map(|review| review.phenomenon).collect(),
        }
    }

    /// The ids of some reviews.
    #[must_use]
    pub fn rows(&self, rows: &[u32]) -> Vec<&[u32]> {
        let of_row = |row: &u32| self.ids[*row as usize].as_slice();
        rows.iter().map(of_row).collect()
    }

    /// The targets of some reviews: (batch,).
    ///
    /// # Errors
    /// If candle cannot make the tensor.
    pub fn targets(&self, rows: &[u32]) -> candle_core::Result<Tensor> {
        let targets: Vec<f32> =
            rows.iter().map(|row| self.targets[*row as usize]).collect();
        Tensor::from_vec(targets, rows.len(), &Device::Cpu)
    }
}

/// The practice corpus in three parts, and the vocabulary that made the ids.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Fitted on the training split.
    pub vocabulary: Vocabulary,
    /// The first four fifths of the training split.
    pub train: Part,
    /// The last fifth of it.
    pub validation: Part,
    /// The test split.
    pub test: Part,
}

impl Practice {
    /// The corpus of chapter 2.
    ///
    /// # Errors
    /// If the grammar cannot write it.
    pub fn new() -> Result<Self> {
        let corpus = corpus()?;
        let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
        let (train, validation) = split(&corpus.train);
        Ok(Self {
            train: Part::new(train, &vocabulary),
            validation: Part::new(validation, &vocabulary),
            test: Part::new(&corpus.test, &vocabulary),
            vocabulary,
        })
    }
}

/// The practice corpus, 4,000 training and 1,000 test reviews.
///
/// # Errors
/// If the grammar cannot write it.
pub fn corpus() -> Result<Corpus> {
    let (train, test) = (practice::DEFAULT_TRAIN, practice::DEFAULT_TEST);
    Ok(practice::corpus(CORPUS_SEED, train, test)?)
}

/// The training reviews without their last fifth, and the last fifth: to learn, and to choose by.
#[must_use]
pub fn split(reviews: &[Review]) -> (&[Review], &[Review]) {
    reviews.split_at(reviews.len() / 5 * 4)
}

/// The texts of reviews.
#[must_use]
pub fn texts(reviews: &[Review]) -> Vec<&str> {
    reviews.iter().map(|review| review.text.as_str()).collect()
}

/// 1 for each positive review, 0 for each negative one.
#[must_use]
pub fn targets(reviews: &[Review]) -> Vec<f32> {
    reviews.iter().map(|review| review.label.target()).collect()
}
