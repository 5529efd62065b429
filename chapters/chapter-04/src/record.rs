//! Measures what the pages cite: `cargo run -p chapter-04 -- record`.

use anyhow::{Context, Result};
use chapter_03::accuracy::by_phenomenon;
use chapter_03::reviews::Dataset;
use program::record::Record;

use crate::learning::{Settings, ask, by_distance, descend, distances, learn};
use crate::recorded::{
    Clipping, DescentRun, Descents, OnPractice, Run, Short, Trial,
};
use crate::rnn::Rnn;

/// The seed of all that is trained once.
const SEED: u64 = 1;
/// Learning rates to choose from.
const LEARNING_RATES: [f64; 4] = [0.003, 0.001, 0.0003, 0.0001];
/// Numbers of last ids that a network may read.
const SHORT: [usize; 3] = [10, 20, 40];

/// The chapter's records.
pub const RECORDS: &[Record] = &[
    Record {
        name: "practice",
        seed: Some(SEED),
        measure: |_| Ok(serde_json::to_value(on_practice()?)?),
    },
    Record {
        name: "clipping",
        seed: Some(SEED),
        measure: |_| Ok(serde_json::to_value(clipping()?)?),
    },
];

/// Everything measured on the practice corpus.
///
/// # Errors
/// If training diverges.
fn on_practice() -> Result<OnPractice> {
    let data = Dataset::practice()?;
    let mut trials = Vec::new();
    for learning_rate in LEARNING_RATES {
        let (_, epochs) = learn::<Rnn>(&data, Settings::new(learning_rate, SEED))?;
        let last = epochs.last().context("no epoch")?.validation;
        trials.push(Trial {
            learning_rate,
            validation_loss: last.loss,
            validation_accuracy: last.accuracy,
        });
    }
    let loss = |trial: &&Trial| trial.validation_loss;
    let best = trials.iter().min_by(|a, b| loss(a).total_cmp(&loss(b)));
    let learning_rate = best.context("no trial")?.learning_rate;
    let runs = (SEED..SEED + 3).map(|seed| run(&data, learning_rate, seed));
    let runs = runs.collect::<Result<_>>()?;
    let short = SHORT.map(|max_len| short(&data, learning_rate, max_len));
    Ok(OnPractice {
        trials,
        learning_rate,
        runs,
        short: short.into_iter().collect::<Result<_>>()?,
    })
}

fn run(data: &Dataset, learning_rate: f64, seed: u64) -> Result<Run> {
    let (reader, epochs) = learn::<Rnn>(data, Settings::new(learning_rate, seed))?;
    let right = ask(&reader, &data.test)?.right;
    Ok(Run {
        seed,
        epochs,
        test: by_phenomenon(&data.test.phenomena, &right),
        distances: by_distance(&data.test, &right),
    })
}

fn short(data: &Dataset, learning_rate: f64, max_len: usize) -> Result<Short> {
    let settings = Settings {
        max_len,
        ..Settings::new(learning_rate, SEED)
    };
    let (reader, _) = learn::<Rnn>(data, settings)?;
    let right = ask(&reader, &data.test)?.right;
    let far = distances(&data.test);
    let alike = far.iter().zip(&right);
    let alike: Vec<bool> = alike
        .filter(|(distance, _)| distance.is_some_and(|d| d >= max_len))
        .map(|(_, right)| *right)
        .collect();
    Ok(Short {
        max_len,
        test: by_phenomenon(&data.test.phenomena, &right),
        alike: alike.len(),
        alike_right: alike.iter().filter(|right| **right).count(),
    })
}

/// Learning rates of plain descent.
const STEP_SIZES: [f64; 2] = [0.3, 1.0];
/// The longest that a clipped gradient may be.
const LONGEST: f64 = 0.5;
/// Epochs of plain descent.
const EPOCHS: usize = 5;

/// Plain descent with and without clipping.
///
/// # Errors
/// If training diverges.
fn clipping() -> Result<Clipping> {
    let data = Dataset::practice()?;
    let mut descents = Vec::new();
    for learning_rate in STEP_SIZES {
        for longest in [None, Some(LONGEST)] {
            let runs = (SEED..SEED + 3).map(|seed| {
                let settings = Settings {
                    epochs: EPOCHS,
                    longest: longest.unwrap_or(f64::INFINITY),
                    ..Settings::new(learning_rate, seed)
                };
                let descent = descend::<Rnn>(&data, settings)?;
                let mut lengths = descent.lengths;
                lengths.sort_by(f64::total_cmp);
                Ok(DescentRun {
                    seed,
                    validation: descent.validation,
                    median_length: lengths[lengths.len() / 2],
                    greatest_length: lengths[lengths.len() - 1],
                })
            });
            descents.push(Descents {
                learning_rate,
                longest,
                runs: runs.collect::<Result<_>>()?,
            });
        }
    }
    Ok(Clipping { descents })
}
