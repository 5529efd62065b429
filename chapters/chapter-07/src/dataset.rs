//! Reviews to rows of ids, in three parts: train, validation and test.

use anyhow::{Context, Result, ensure};
use candle_core::{Device, Tensor};
use chapter_02::{
    Corpus, PAD, PaddedIds, Phenomenon, Review, Side, Vocabulary, pad_sequences,
};
use chapter_04::Mask;

/// Reviews as a model takes them.
#[derive(Clone, Debug)]
pub struct Part {
    ids: Tensor, // (reviews, time), u32
    lengths: Vec<usize>,
    targets: Vec<f32>,
    phenomena: Vec<Option<Phenomenon>>,
}

/// The three parts, and the vocabulary that made their ids.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// Reviews to learn from.
    pub train: Part,
    /// Reviews to choose the epoch by: the last ones of the training split.
    pub validation: Part,
    /// Reviews for the one final evaluation.
    pub test: Part,
    /// Fitted on the training split.
    pub vocabulary: Vocabulary,
}

impl Dataset {
    /// Fits the vocabulary on the training split, encodes and pads everything in front to `max_len`,
    /// and puts the last `validation_split` of the training reviews aside, as Keras does.
    ///
    /// # Errors
    /// If a part would be empty.
    pub fn new(
        corpus: &Corpus,
        num_words: usize,
        max_len: usize,
        validation_split: f64,
    ) -> Result<Self> {
        let vocabulary = Vocabulary::fit(texts(&corpus.train), num_words)?;
        let kept =
            (corpus.train.len() as f64 * (1.0 - validation_split)).round() as usize;
        let (train, validation) = corpus.train.split_at(kept);
        let part = |name: &str, reviews: &[Review]| {
            ensure!(
                !reviews.is_empty(),
                "there is no review for the {name} part: take more reviews or another \
                 --validation-split than {validation_split}"
            );
            Part::new(reviews, &vocabulary, max_len)
        };
        Ok(Self {
            train: part("training", train)?,
            validation: part("validation", validation)?,
            test: part("test", &corpus.test)?,
            vocabulary,
        })
    }
}

fn texts(reviews: &[Review]) -> impl Iterator<Item = &str> {
    reviews.iter().map(|review| review.text.as_str())
}

impl Part {
    fn new(
        reviews: &[Review],
        vocabulary: &Vocabulary,
        max_len: usize,
    ) -> Result<Self> {
        let sequences = vocabulary.encode_all(texts(reviews));
        let PaddedIds { ids, lengths } =
            pad_sequences(&sequences, max_len, Side::Pre, Side::Pre)?;
        Ok(Self {
            ids,
            lengths,
            targets: reviews.iter().map(|review| review.label.target()).collect(),
            phenomena: reviews.iter().map(|review| review.phenomenon).collect(),
        })
    }

    /// The number of reviews.
    #[must_use]
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there is no review.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The true lengths, start token included, at most the padded length.
    #[must_use]
    pub fn lengths(&self) -> &[usize] {
        &self.lengths
    }

    /// What makes each review hard, where its corpus knows.
    #[must_use]
    pub fn phenomena(&self) -> &[Option<Phenomenon>] {
        &self.phenomena
    }

    /// Padded ids of some reviews: (batch, time).
    ///
    /// # Errors
    /// If a row does not exist.
    pub fn ids(&self, rows: &[u32]) -> candle_core::Result<Tensor> {
        let rows = Tensor::from_slice(rows, rows.len(), &Device::Cpu)?;
        self.ids.index_select(&rows, 0) // (batch, time)
    }

    /// The mask of some reviews: where their words are.
    #[must_use]
    pub fn mask(&self, rows: &[u32]) -> Mask {
        let lengths = rows.iter().map(|row| self.lengths[*row as usize]);
        Mask::new(lengths.collect(), Side::Pre)
    }

    /// The ids of some reviews without their pads.
    ///
    /// # Errors
    /// If a row does not exist.
    pub fn words(&self, rows: &[u32]) -> candle_core::Result<Vec<Vec<u32>>> {
        let without_pads =
            |row: Vec<u32>| row.into_iter().filter(|id| *id != PAD).collect();
        let rows = self.ids(rows)?.to_vec2::<u32>()?;
        Ok(rows.into_iter().map(without_pads).collect())
    }

    /// 1 for each positive review, 0 for each negative one: (batch,).
    ///
    /// # Errors
    /// If a row does not exist.
    pub fn targets(&self, rows: &[u32]) -> Result<Tensor> {
        let target = |row: &u32| self.targets.get(*row as usize).copied();
        let targets = rows.iter().map(target).collect::<Option<Vec<f32>>>();
        let targets =
            targets.context("a batch names a review that is not in the part")?;
        Ok(Tensor::from_vec(targets, rows.len(), &Device::Cpu)?)
    }
}
