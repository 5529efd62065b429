//! The runs that the pages cite, as recorded.

use anyhow::Result;
use course::record::Recorded;

use crate::metrics::Metrics;

/// The main job on the practice corpus.
///
/// # Errors
/// If it is no record of a run.
pub fn practice() -> Result<Recorded<Metrics>> {
    Recorded::parse(include_str!("../results/practice.json"))
}

/// The tutorial's set-up on the real reviews, with the seeds 1, 2 and 3.
///
/// # Errors
/// If one is no record of a run.
pub fn imdb() -> Result<[Recorded<Metrics>; 3]> {
    Ok([
        Recorded::parse(include_str!("../results/imdb-seed-1.json"))?,
        Recorded::parse(include_str!("../results/imdb-seed-2.json"))?,
        Recorded::parse(include_str!("../results/imdb-seed-3.json"))?,
    ])
}

/// One epoch on the real reviews with chapter 5's LSTM.
///
/// # Errors
/// If it is no record of a run.
pub fn imdb_by_hand() -> Result<Recorded<Metrics>> {
    Recorded::parse(include_str!("../results/imdb-by-hand.json"))
}
