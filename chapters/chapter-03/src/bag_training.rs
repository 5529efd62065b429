//! The bag of embeddings, trained on the practice corpus, with its pads masked and not.

use anyhow::{Context, Result};
use candle_core::{IndexOp, Tensor};
use chapter_02::{INDEX_FROM, PAD, Phenomenon, Side, pad_sequences};
use course::parameters::Parameters;
use serde::{Deserialize, Serialize};

use crate::bag::{BagOfEmbeddings, Counted};
use crate::error::Result as VectorResult;
use crate::loss::binary_cross_entropy;
use crate::reviews::{Part, Practice};
use crate::training::{Schedule, train};

/// E, the length of a word's vector.
pub const EMBEDDING_DIM: usize = 32;
/// The width that rows are padded to; no practice review is longer.
pub const WIDTH: usize = 120;
/// Chosen on the validation part.
pub const SCHEDULE: Schedule = Schedule {
    epochs: 10,
    batch_size: 64,
    learning_rate: 0.01,
};

/// A bag of embeddings trained on the practice corpus.
///
/// # Errors
/// If training diverges.
pub fn trained(practice: &Practice, seed: u64) -> VectorResult<BagOfEmbeddings> {
    let vocab_size = practice.vocabulary.vocab_size();
    // ANCHOR: trained
    let mut parameters = Parameters::new(seed);
    let bag = BagOfEmbeddings::new(vocab_size, EMBEDDING_DIM, &mut parameters)?;
    let part = &practice.train;
    let loss = |rows: &[u32]| {
        let logits = bag.logits(&part.rows(rows))?; // (batch,)
        Ok(binary_cross_entropy(&logits, &part.targets(rows)?)?)
    };
    train(parameters.variables(), part.ids.len(), SCHEDULE, seed, loss)?;
    // ANCHOR_END: trained
    Ok(bag)
}

/// For each review of a part whether the bag is right about it.
///
/// # Errors
/// If an id is outside of the bag's table.
pub fn answers(bag: &BagOfEmbeddings, part: &Part) -> VectorResult<Vec<bool>> {
    let reviews: Vec<&[u32]> = part.ids.iter().map(Vec::as_slice).collect();
    let logits = bag.logits(&reviews)?.to_vec1::<f32>()?;
    Ok(right(&logits, &part.targets))
}

/// For each logit whether it is on its target's side of zero.
#[must_use]
pub fn right(logits: &[f32], targets: &[f32]) -> Vec<bool> {
    let is_right = |(logit, target): (&f32, &f32)| (*logit > 0.0) == (*target > 0.5);
    logits.iter().zip(targets).map(is_right).collect()
}

/// The share that is true.
#[must_use]
pub fn share(right: &[bool]) -> f64 {
    right.iter().filter(|right| **right).count() as f64 / right.len() as f64
}

/// The accuracy on the reviews of each phenomenon.
#[must_use]
pub fn by_phenomenon(
    phenomena: &[Option<Phenomenon>],
    right: &[bool],
) -> ByPhenomenon {
    let on = |phenomenon| {
        let of_kind = phenomena.iter().zip(right);
        let of_kind = of_kind.filter(|(found, _)| **found == Some(phenomenon));
        share(&of_kind.map(|(_, right)| *right).collect::<Vec<_>>())
    };
    ByPhenomenon {
        plain: on(Phenomenon::Plain),
        negation: on(Phenomenon::Negation),
        contrast: on(Phenomenon::Contrast),
        distant: on(Phenomenon::Distant),
        all: share(right),
    }
}

/// The accuracy on each kind of practice review.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByPhenomenon {
    /// The words give the label away.
    pub plain: f64,
    /// Twins: "not bad, it was good".
    pub negation: f64,
    /// Twins: the clause after "but".
    pub contrast: f64,
    /// Twins: two verdicts far apart.
    pub distant: f64,
    /// All reviews.
    pub all: f64,
}

impl ByPhenomenon {
    /// The cells of a table's row, in the order of the fields.
    #[must_use]
    pub fn cells(&self) -> [String; 5] {
        let numbers = [
            self.plain,
            self.negation,
            self.contrast,
            self.distant,
            self.all,
        ];
        numbers.map(|accuracy| format!("{accuracy:.3}"))
    }
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

/// Widths to pad one review to.
pub const WIDTHS: [usize; 4] = [60, 80, 100, 120];

/// Trains on rows padded in front to [`WIDTH`], and looks at the pad's row.
///
/// # Errors
/// If training diverges.
pub fn pad_row(practice: &Practice, counted: Counted, seed: u64) -> Result<PadRow> {
    let vocab_size = practice.vocabulary.vocab_size();
    let mut parameters = Parameters::new(seed);
    let bag = BagOfEmbeddings::new(vocab_size, EMBEDDING_DIM, &mut parameters)?;
    let before = lengths(&bag)?[PAD as usize];
    let part = &practice.train;
    let ids = pad_sequences(&part.ids, WIDTH, Side::Pre, Side::Pre)?.ids; // (reviews, WIDTH)
    train(
        parameters.variables(),
        part.ids.len(),
        SCHEDULE,
        seed,
        |rows| {
            let batch = Tensor::new(rows, ids.device())?;
            let logits =
                bag.padded_logits(&ids.index_select(&batch, 0)?, counted)?; // (batch,)
            Ok(binary_cross_entropy(&logits, &part.targets(rows)?)?)
        },
    )?;

    let lengths = lengths(&bag)?;
    let words = &lengths[INDEX_FROM as usize + 1..];
    let part = &practice.validation;
    let ids = pad_sequences(&part.ids, WIDTH, Side::Pre, Side::Pre)?.ids; // (reviews, WIDTH)
    let logits = bag.padded_logits(&ids, counted)?.to_vec1::<f32>()?;
    let review = short_and_plain(part).context("no plain review is short enough")?;
    let at_width = |width| -> Result<f64> {
        let ids = pad_sequences(
            std::slice::from_ref(review),
            width,
            Side::Pre,
            Side::Pre,
        )?
        .ids; // (1, width)
        let logit = bag.padded_logits(&ids, counted)?.i(0)?;
        Ok(f64::from(logit.to_scalar::<f32>()?))
    };
    Ok(PadRow {
        before,
        after: lengths[PAD as usize],
        words_after: words.iter().sum::<f64>() / words.len() as f64,
        validation: share(&right(&logits, &part.targets)),
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

/// The length of every row of the table: (V,).
fn lengths(bag: &BagOfEmbeddings) -> candle_core::Result<Vec<f64>> {
    let squares = bag.embedding().weight().sqr()?.sum(1)?; // (vocab_size,)
    let lengths = squares.sqrt()?.to_vec1::<f32>()?;
    Ok(lengths.into_iter().map(f64::from).collect())
}
