//! What `cargo run -p chapter-02 -- record` measures.

pub mod archive_benchmark;

use std::io;
use std::time::Instant;

use anyhow::Result;
use course::section::print_all;
use program::options::DataPlace;
use program::record::Record;
use serde_json::Value;

use crate::archive::{Unlabelled, read_archive};
use crate::corpus_statistics::{self, IMDB};
use crate::practice::SEED;
use crate::recorded::Practice;
use crate::review::Corpus;
use crate::sections;

/// The chapter's records.
pub const RECORDS: &[Record] = &[
    Record {
        name: "practice",
        seed: Some(SEED),
        measure: practice,
    },
    Record {
        name: "imdb",
        seed: None,
        measure: imdb,
    },
    Record {
        name: "archive-to-ids",
        seed: None,
        measure: archive_to_ids,
    },
];

fn practice(_: &DataPlace) -> Result<Value> {
    let start = Instant::now();
    print_all(sections::ALL, &mut io::sink())?;
    let program_seconds = start.elapsed().as_secs_f64();
    Ok(serde_json::to_value(Practice {
        program_seconds,
        statistics: corpus_statistics::practice()?,
    })?)
}

/// The labelled reviews of the archive, which is fetched if it is not there.
///
/// # Errors
/// If there is no archive, or it cannot be read.
pub fn real_reviews(place: &DataPlace) -> Result<Corpus> {
    let (corpus, _) = read_archive(&program::data::imdb(place)?, Unlabelled::Skip)?;
    Ok(corpus)
}

fn imdb(place: &DataPlace) -> Result<Value> {
    let statistics = corpus_statistics::measure(&real_reviews(place)?, IMDB)?;
    Ok(serde_json::to_value(statistics)?)
}

fn archive_to_ids(place: &DataPlace) -> Result<Value> {
    let compared = archive_benchmark::compare(&program::data::imdb(place)?)?;
    Ok(serde_json::to_value(compared)?)
}
