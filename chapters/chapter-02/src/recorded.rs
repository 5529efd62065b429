//! What is recorded: the facts of both corpora, with what made them.

use std::path::Path;
use std::time::Instant;
use std::{fs, io};

use anyhow::{Context, Result};
use course::files::write_whole;
use course::record::Provenance;
use course::section::print_all;
use serde::{Deserialize, Serialize};

use crate::archive::{Unlabelled, read_archive};
use crate::facts::{self, Facts, measure};
use crate::practice::{self, PracticeError};
use crate::review::Corpus;
use crate::sections;

/// The seed of the practice corpus on the chapter's pages.
pub const SEED: u64 = 1;

/// A recording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// What made it.
    pub provenance: Provenance,
    /// How long the chapter's program took; for the real reviews, how long it took to count.
    pub seconds: f64,
    /// What was counted.
    pub facts: Facts,
}

/// The practice corpus of the chapter's pages.
///
/// # Errors
/// Never for these sizes.
pub fn practice_corpus() -> Result<Corpus, PracticeError> {
    practice::corpus(SEED, practice::DEFAULT_TRAIN, practice::DEFAULT_TEST)
}

/// The facts of the practice corpus, counted now.
///
/// # Errors
/// If the corpus cannot be written.
pub fn practice() -> Result<Facts> {
    measure(&practice_corpus()?, facts::PRACTICE)
}

/// The facts of the real reviews, as recorded: the program of the chapter needs no archive.
///
/// # Errors
/// If the recording was spoilt.
pub fn imdb() -> Result<Facts> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("results/imdb.json");
    let spoilt = || format!("{}: no recording; record it anew", path.display());
    let text = fs::read(&path).with_context(spoilt)?;
    let recorded: Recorded = serde_json::from_slice(&text).with_context(spoilt)?;
    Ok(recorded.facts)
}

/// Runs the chapter and counts both corpora; writes `practice.json` and `imdb.json` to `folder`.
///
/// # Errors
/// If the archive cannot be read or a file cannot be written.
pub fn record(folder: &Path, archive: &Path) -> Result<()> {
    let start = Instant::now();
    let (corpus, _) = read_archive(archive, Unlabelled::Skip)?;
    let facts = measure(&corpus, facts::IMDB)?;
    let seconds = start.elapsed().as_secs_f64();
    write(&folder.join("imdb.json"), seconds, facts)?;

    // What the chapter prints includes what has been recorded.
    let start = Instant::now();
    print_all(sections::ALL, &mut io::sink())?;
    let seconds = start.elapsed().as_secs_f64();
    write(&folder.join("practice.json"), seconds, practice()?)
}

fn write(path: &Path, seconds: f64, facts: Facts) -> Result<()> {
    let recorded = Recorded {
        provenance: Provenance::of_this_run(),
        seconds,
        facts,
    };
    let mut text = serde_json::to_string_pretty(&recorded)?;
    text.push('\n');
    write_whole(path, text.as_bytes())
}
