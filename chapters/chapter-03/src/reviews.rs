//! A corpus as models take it: ids and targets, in three parts.

use candle_core::{Device, Tensor};
use chapter_02::{Corpus, Phenomenon, Review, Vocabulary, practice, texts};
use course::tutorial;

use crate::error::{Result, VectorError};

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
    /// These reviews, their ids made by `ids`.
    #[must_use]
    pub fn new(
        reviews: &[Review],
        ids: impl FnOnce(&[&str]) -> Vec<Vec<u32>>,
    ) -> Self {
        Self {
            ids: ids(&texts(reviews).collect::<Vec<_>>()),
            targets: reviews.iter().map(|review| review.label.target()).collect(),
            phenomena: reviews.iter().map(|review| review.phenomenon).collect(),
        }
    }

    /// The number of reviews.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no review.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The place of every review: 0, 1, …
    #[must_use]
    pub fn rows(&self) -> Vec<u32> {
        (0..self.len() as u32).collect()
    }

    /// The ids of some reviews.
    ///
    /// # Panics
    /// If a row does not exist.
    #[must_use]
    pub fn ids_of(&self, rows: &[u32]) -> Vec<&[u32]> {
        let of_row = |row: &u32| self.ids[*row as usize].as_slice();
        rows.iter().map(of_row).collect()
    }

    /// The targets of some reviews: (batch,).
    ///
    /// # Errors
    /// If candle cannot make the tensor.
    ///
    /// # Panics
    /// If a row does not exist.
    pub fn targets_of(&self, rows: &[u32]) -> candle_core::Result<Tensor> {
        let targets: Vec<f32> =
            rows.iter().map(|row| self.targets[*row as usize]).collect();
        Tensor::from_vec(targets, rows.len(), &Device::Cpu)
    }
}

/// A corpus in three parts, and the vocabulary that made the ids.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// Fitted on the training split.
    pub vocabulary: Vocabulary,
    /// The training split without its end.
    pub train: Part,
    /// The end of it: to choose by.
    pub validation: Part,
    /// The test split: for the one final evaluation.
    pub test: Part,
}

impl Dataset {
    /// Fits the vocabulary on the training split, encodes everything, and puts the last
    /// `validation_split` of the training reviews aside, as Keras does.
    ///
    /// # Errors
    /// If a part is empty.
    pub fn new(
        corpus: &Corpus,
        num_words: usize,
        validation_split: f64,
    ) -> Result<Self> {
        let vocabulary = Vocabulary::fit(texts(&corpus.train), num_words)?;
        let (train, validation) = split(&corpus.train, validation_split);
        let part = |part, reviews: &[Review]| {
            if reviews.is_empty() {
                return Err(VectorError::NoReviews { part });
            }
            let encode =
                |texts: &[&str]| vocabulary.encode_all(texts.iter().copied());
            Ok(Part::new(reviews, encode))
        };
        Ok(Self {
            train: part("training", train)?,
            validation: part("validation", validation)?,
            test: part("test", &corpus.test)?,
            vocabulary,
        })
    }

    /// The practice corpus of chapter 2; all of its words fit into the tutorial's vocabulary.
    ///
    /// # Errors
    /// If the grammar cannot write it.
    pub fn practice() -> anyhow::Result<Self> {
        let corpus = practice::default_corpus()?;
        Ok(Self::new(&corpus, tutorial::NUM_WORDS, tutorial::VALIDATION_SPLIT)?)
    }
}

/// The training reviews without their last share, and the last share: to learn, and to choose by.
#[must_use]
pub fn split(reviews: &[Review], validation_split: f64) -> (&[Review], &[Review]) {
    let kept = (reviews.len() as f64 * (1.0 - validation_split)).round();
    reviews.split_at(kept as usize)
}
