//! Makes the runs that the pages cite once more: `cargo run --release -p chapter-07 -- record`.

use std::io;

use anyhow::{Context, Result};
use clap::Parser;
use program::options::DataPlace;
use program::record::Record;
use serde_json::Value;

use crate::options::Options;
use crate::run;

/// The chapter's records.
pub const RECORDS: &[Record] = &[
    Record {
        name: "practice",
        seed: Some(1),
        measure: |place| measure(&[], place),
    },
    Record {
        name: "imdb-seed-1",
        seed: Some(1),
        measure: |place| measure(&["--data", "imdb", "--seed", "1"], place),
    },
    Record {
        name: "imdb-seed-2",
        seed: Some(2),
        measure: |place| measure(&["--data", "imdb", "--seed", "2"], place),
    },
    Record {
        name: "imdb-seed-3",
        seed: Some(3),
        measure: |place| measure(&["--data", "imdb", "--seed", "3"], place),
    },
    Record {
        name: "imdb-by-hand",
        seed: Some(1),
        measure: |place| {
            let one_epoch =
                ["--data", "imdb", "--engine", "by-hand", "--epochs", "1"];
            measure(&one_epoch, place)
        },
    },
];

/// Runs the program with these options; what it writes besides its metrics is thrown away.
fn measure(options: &[&str], place: &DataPlace) -> Result<Value> {
    let folder = tempfile::tempdir().context("cannot make a folder for the run")?;
    let program = ["chapter-07"].iter().chain(options);
    let mut options = Options::try_parse_from(program)?.training;
    options.out = Some(folder.path().to_owned());
    options.reviews.place = place.clone();
    let mut metrics = run::train(&options, &mut io::stderr())?.measured;
    metrics.figures.clear();
    Ok(serde_json::to_value(metrics)?)
}
