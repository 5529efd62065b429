//! What the chapter measures, recorded for its pages.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use chapter_02::Corpus;
use course::files::write_whole;
use course::record::Provenance;
use course::text::{Align, table, thousands};
use serde::{Deserialize, Serialize};

use crate::bag::{BagOfEmbeddings, Counted};
use crate::bag_training::{ByPhenomenon, PadRow, answers, by_phenomenon, pad_row};
use crate::baselines::{Baseline, Kind, measure};
use crate::error::Result as VectorResult;
use crate::reviews::{self, Part, Practice};
use crate::sections::trained_bag;

/// The seed of everything that this chapter trains.
pub const SEED: u64 = 1;

/// A measurement and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded<M> {
    /// What made it.
    pub provenance: Provenance,
    /// The seed of the models.
    pub seed: u64,
    /// How long the program took.
    pub seconds: f64,
    /// What was measured.
    #[serde(flatten)]
    pub measured: M,
}

/// Both baselines on a corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baselines {
    /// The commonest words.
    pub words: Baseline,
    /// All words and pairs.
    pub pairs: Baseline,
}

/// What is measured on the practice corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnPractice {
    /// The bag on its training and test reviews.
    pub bag: Bag,
    /// The pad's row in a mean over words.
    pub masked: PadRow,
    /// The pad's row in a mean over everything.
    pub unmasked: PadRow,
    /// Words alone, and pairs.
    pub baselines: Baselines,
}

/// The accuracy of the bag of embeddings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bag {
    /// On the reviews it learnt from.
    pub train: ByPhenomenon,
    /// On the test reviews.
    pub test: ByPhenomenon,
}

/// Measures a trained bag.
///
/// # Errors
/// If an id is outside of its table.
pub fn bag(bag: &BagOfEmbeddings, practice: &Practice) -> VectorResult<Bag> {
    let on = |part: &Part| -> VectorResult<ByPhenomenon> {
        Ok(by_phenomenon(&part.phenomena, &answers(bag, part)?))
    };
    Ok(Bag {
        train: on(&practice.train)?,
        test: on(&practice.test)?,
    })
}

/// The pad's row with a mask and without, one training on each of two cores.
///
/// # Errors
/// If training diverges.
pub fn pads(practice: &Practice) -> Result<[PadRow; 2]> {
    let train = |counted| pad_row(practice, counted, SEED);
    let (masked, unmasked) =
        rayon::join(|| train(Counted::Words), || train(Counted::Everything));
    Ok([masked?, unmasked?])
}

/// Both baselines on a corpus.
///
/// # Errors
/// If a part is empty or training diverges.
pub fn baselines(corpus: &Corpus) -> VectorResult<Baselines> {
    Ok(Baselines {
        words: measure(Kind::Words, corpus, SEED)?,
        pairs: measure(Kind::Pairs, corpus, SEED)?,
    })
}

/// Everything measured on the practice corpus.
///
/// # Errors
/// If training diverges.
pub fn on_practice() -> Result<OnPractice> {
    let (practice, trained) = trained_bag()?;
    let [masked, unmasked] = pads(practice)?;
    Ok(OnPractice {
        bag: bag(trained, practice)?,
        masked,
        unmasked,
        baselines: baselines(&reviews::corpus()?)?,
    })
}

/// The rows of both baselines, as text.
#[must_use]
pub fn report(baselines: &Baselines) -> String {
    let header = [
        ("model", Align::Left),
        ("terms", Align::Right),
        ("validation", Align::Right),
        ("test", Align::Right),
    ];
    let row = |baseline: &Baseline| {
        vec![
            baseline.kind.name().to_owned(),
            thousands(baseline.terms),
            format!("{:.4}", baseline.chosen.validation),
            format!("{:.4}", baseline.test),
        ]
    };
    table(&header, &[row(&baselines.words), row(&baselines.pairs)])
}

/// Writes a measurement to a file, with where it comes from and how long it took.
///
/// # Errors
/// If the file cannot be written.
pub fn record<M: Serialize>(measured: M, path: &Path, took: Duration) -> Result<()> {
    let recorded = Recorded {
        provenance: Provenance::of_this_run(),
        seed: SEED,
        seconds: took.as_secs_f64(),
        measured,
    };
    let mut text = serde_json::to_string_pretty(&recorded)?;
    text.push('\n');
    write_whole(path, text.as_bytes())
}
