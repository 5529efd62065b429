//! The bag of embeddings, trained on the practice corpus, with its pads masked and not.

use anyhow::{Context, Result};
use candle_core::{IndexOp, Tensor};
use chapter_02::{INDEX_FROM, PAD, Phenomenon, Side, pad_sequences, practice};
use course::parameters::Parameters;
use course::random::Generator;
use serde::{Deserialize, Serialize};

use crate::accuracy::{ByPhenomenon, by_phenomenon};
use crate::bag::{BagOfEmbeddings, Counted};
use crate::error::Result as VectorResult;
use crate::reviews::{Dataset, Part};
use crate::training::{Model, Schedule, Score, evaluate, train};

/// E, the length of a word's vector.
pub const EMBEDDING_DIM: usize = 32;
/// The width that rows are padded to; no practice review is longer.
pub const WIDTH: usize = practice::MAX_LEN;
/// Chosen on the validation part.
pub const SCHEDULE: Schedule = Schedule {
    epochs: 10,
    batch_size: 64,
    learning_rate: 0.01,
};

/// What everything that this chapter trains is drawn from.
pub const SEED: u64 = 1;

/// The score of an epoch, and of the model that it left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Epoch {
    /// On the training reviews, while the model was changing.
    pub train: Score,
    /// On the validation reviews, after the epoch.
    pub validation: Score,
}

/// A bag of embeddings trained on the practice corpus, and what each epoch brought.
///
/// # Errors
/// If training diverges.
pub fn trained(
    practice: &Dataset,
    embedding_dim: usize,
    seed: u64,
) -> VectorResult<(BagOfEmbeddings, Vec<Epoch>)> {
    let vocab_size = practice.vocabulary.vocab_size();
    let mut epochs = Vec::new();
    // ANCHOR: trained
    let mut parameters = Parameters::new(seed);
    let bag = BagOfEmbeddings::new(vocab_size, embedding_dim, &mut parameters)?;
    let variables = parameters.variables();
    train(&bag, variables, &practice.train, SCHEDULE, seed, |train| {
        let validation = evaluate(&bag, &practice.validation, 64, |_| ())?.score;
        epochs.push(Epoch { train, validation });
        Ok(())
    })?;
    // ANCHOR_END: trained
    Ok((bag, epochs))
}

/// The accuracy of the bag of embeddings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BagAccuracy {
    /// On the reviews it learnt from.
    pub train: ByPhenomenon,
    /// On the test reviews.
    pub test: ByPhenomenon,
}

/// Measures a trained bag.
///
/// # Errors
/// If an id is outside of its table.
pub fn bag_accuracy(
    bag: &BagOfEmbeddings,
    practice: &Dataset,
) -> VectorResult<BagAccuracy> {
    let on = |part: &Part| -> VectorResult<ByPhenomenon> {
        let right = evaluate(bag, part, part.len(), |_| ())?.right;
        Ok(by_phenomenon(&part.phenomena, &right))
    };
    Ok(BagAccuracy {
        train: on(&practice.train)?,
        test: on(&practice.test)?,
    })
}

/// What the row of the pad is before and after training, and what pads do to a logit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PadRow {
    /// The length of the pad's vector before training.
    pub before: f64,
    /// Its length after training.
    pub after: f64,
    /// The mean length of the words' vectors after training.
    pub words_after: f64,
    /// Accuracy on the validation reviews.
    pub validation: f64,
    /// The logit of a plain validation review at each of [`WIDTHS`].
    pub logits: Vec<f64>,
}

/// A shorter training for the two models on padded rows, whose table is read 150 times a review.
const PADDED: Schedule = Schedule {
    epochs: 4,
    ..SCHEDULE
};

/// Widths to pad one review to.
pub const WIDTHS: [usize; 4] = [60, 90, 120, WIDTH];

/// A bag that reads rows padded in front to [`WIDTH`].
struct PaddedBag {
    bag: BagOfEmbeddings,
    counted: Counted,
}

impl PaddedBag {
    /// One logit a review: (batch,).
    fn logits_at<S: AsRef<[u32]>>(
        &self,
        reviews: &[S],
        width: usize,
    ) -> VectorResult<Tensor> {
        let padded = pad_sequences(reviews, width, Side::Pre, Side::Pre);
        let ids = padded.map_err(candle_core::Error::wrap)?.ids; // (batch, width)
        self.bag.padded_logits(&ids, self.counted)
    }
}

impl Model for PaddedBag {
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        _rng: Option<&mut Generator>,
    ) -> VectorResult<Tensor> {
        self.logits_at(&part.ids_of(rows), WIDTH)
    }
}

/// The pad's row with a mask and without, one training on each of two cores.
///
/// # Errors
/// If training diverges.
pub fn pad_rows(practice: &Dataset) -> Result<[PadRow; 2]> {
    let train = |counted| pad_row(practice, counted, SEED);
    let (masked, unmasked) =
        rayon::join(|| train(Counted::Words), || train(Counted::Everything));
    Ok([masked?, unmasked?])
}

/// Trains on padded rows, and looks at the pad's row of the table.
fn pad_row(practice: &Dataset, counted: Counted, seed: u64) -> Result<PadRow> {
    let vocab_size = practice.vocabulary.vocab_size();
    let mut parameters = Parameters::new(seed);
    let bag = BagOfEmbeddings::new(vocab_size, EMBEDDING_DIM, &mut parameters)?;
    let model = PaddedBag { bag, counted };
    let before = row_lengths(model.bag.embedding().weight())?[PAD as usize];
    let variables = parameters.variables();
    train(&model, variables, &practice.train, PADDED, seed, |_| Ok(()))?;

    let lengths = row_lengths(model.bag.embedding().weight())?;
    let words = &lengths[INDEX_FROM as usize + 1..];
    let part = &practice.validation;
    let review = short_and_plain(part).context("no plain review is short enough")?;
    let at_width = |width| -> Result<f64> {
        let logit = model.logits_at(std::slice::from_ref(review), width)?.i(0)?;
        Ok(f64::from(logit.to_scalar::<f32>()?))
    };
    Ok(PadRow {
        before,
        after: lengths[PAD as usize],
        words_after: words.iter().sum::<f64>() / words.len() as f64,
        validation: evaluate(&model, part, part.len(), |_| ())?.score.accuracy,
        logits: WIDTHS.into_iter().map(at_width).collect::<Result<_>>()?,
    })
}

/// The first review whose words give its label away and that the narrowest row does not cut.
fn short_and_plain(part: &Part) -> Option<&Vec<u32>> {
    let plain = |(_, phenomenon): &(_, &Option<Phenomenon>)| {
        **phenomenon == Some(Phenomenon::Plain)
    };
    let reviews = part.ids.iter().zip(&part.phenomena).filter(plain);
    reviews
        .map(|(ids, _)| ids)
        .find(|ids| ids.len() <= WIDTHS[0])
}

/// The length of every row of a table (V, E): V numbers.
pub(crate) fn row_lengths(table: &Tensor) -> candle_core::Result<Vec<f64>> {
    let squares = table.sqr()?.sum(1)?; // (vocab_size,)
    let lengths = squares.sqrt()?.to_vec1::<f32>()?;
    Ok(lengths.into_iter().map(f64::from).collect())
}
