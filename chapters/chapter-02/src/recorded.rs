//! What was measured once and is kept in `results/`.

use anyhow::Result;
use course::record::Recorded;
use serde::{Deserialize, Serialize};

use crate::corpus_statistics::CorpusStatistics;

/// What is recorded of the practice corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Practice {
    /// How many seconds the chapter's program takes.
    pub program_seconds: f64,
    /// What was counted in the corpus.
    #[serde(flatten)]
    pub statistics: CorpusStatistics,
}

/// How long it takes from the archive to padded ids, here and in Python.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArchiveToIds {
    /// The version of Python.
    pub python: String,
    /// How often each program ran.
    pub runs: usize,
    /// Ids are below it.
    pub num_words: usize,
    /// The width of the table.
    pub max_len: usize,
    /// This crate.
    pub rust: Summary,
    /// The same work in Python.
    pub python3: Summary,
    /// How many times longer Python takes: median by median.
    pub times_faster: f64,
    /// What every run made.
    pub work: Work,
}

/// What several runs of one program took.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Time from opening the archive to the ids.
    pub seconds: Spread,
    /// The most memory that the program held, in millions of bytes.
    pub peak_memory_mb: Spread,
}

/// Several measurements of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The one in the middle.
    pub median: f64,
    /// The least.
    pub min: f64,
    /// The greatest.
    pub max: f64,
}

/// What must be the same in every run of either program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// The shape of the training split's ids, (N, T).
    pub train: Vec<usize>,
    /// The shape of the test split's ids, (N, T).
    pub test: Vec<usize>,
    /// Different words of the training split.
    pub distinct_words: usize,
    /// Of the padded ids, train then test, four bytes each, little-endian.
    pub sha256: String,
}

/// The record `results/practice.json`.
///
/// # Errors
/// If the file is not such a record.
pub fn practice() -> Result<Recorded<Practice>> {
    Recorded::parse(include_str!("../results/practice.json"))
}

/// The record `results/imdb.json`: the program of the chapter needs no archive.
///
/// # Errors
/// If the file is not such a record.
pub fn imdb() -> Result<Recorded<CorpusStatistics>> {
    Recorded::parse(include_str!("../results/imdb.json"))
}

/// The record `results/archive-to-ids.json`.
///
/// # Errors
/// If the file is not such a record.
pub fn archive_to_ids() -> Result<Recorded<ArchiveToIds>> {
    Recorded::parse(include_str!("../results/archive-to-ids.json"))
}
