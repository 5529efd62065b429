//! Measures what the pages cite: `cargo run --release -p chapter-03 -- record`.

use std::io;
use std::time::Instant;

use anyhow::Result;
use chapter_02::{Unlabelled, read_archive};
use course::section::print_all;
use program::data;
use program::options::DataPlace;
use program::record::Record;
use serde_json::Value;

use crate::bag_training::{SEED, bag_accuracy};
use crate::baselines::{Baselines, baselines};
use crate::recorded::OnPractice;
use crate::sections;
use crate::sections::trained::{
    TrainedBag, pad_rows, practice_baselines, trained_bag, weather_descents,
};

/// The chapter's records.
pub const RECORDS: &[Record] = &[
    Record {
        name: "practice",
        seed: Some(SEED),
        measure: |_| Ok(serde_json::to_value(on_practice()?)?),
    },
    Record {
        name: "imdb",
        seed: Some(SEED),
        measure: imdb,
    },
];

fn imdb(place: &DataPlace) -> Result<Value> {
    Ok(serde_json::to_value(on_imdb(place)?)?)
}

/// Everything measured on the practice corpus.
///
/// # Errors
/// If training diverges.
pub fn on_practice() -> Result<OnPractice> {
    let start = Instant::now();
    print_all(sections::ALL, &mut io::sink())?;
    let program_seconds = start.elapsed().as_secs_f64();
    let TrainedBag {
        practice,
        bag,
        epochs,
    } = trained_bag()?;
    let [masked, unmasked] = pad_rows()?.clone();
    Ok(OnPractice {
        program_seconds,
        bag: bag_accuracy(bag, practice)?,
        epochs: epochs.clone(),
        weather: weather_descents()?.clone(),
        masked,
        unmasked,
        baselines: practice_baselines()?.clone(),
    })
}

/// Both baselines on the real reviews.
///
/// # Errors
/// If the archive cannot be had, or training diverges.
pub fn on_imdb(place: &DataPlace) -> Result<Baselines> {
    let archive = data::imdb(place)?;
    let (corpus, _notes) = read_archive(&archive, Unlabelled::Skip)?;
    Ok(baselines(&corpus)?)
}
