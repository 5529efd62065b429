//! Measures what the pages cite: `cargo run -p chapter-04 -- record`.

use anyhow::{Context, Result};
use chapter_03::accuracy::by_phenomenon;
use chapter_03::reviews::Dataset;
use course::files::write_whole;
use course::record;
use program::record::Record;
use rayon::prelude::*;

use crate::identity::IdentityRnn;
use crate::learning::{
    DISTANT, Descent, OTHERS, Settings, ask, by_distance, descend, distances, learn,
};
use crate::recorded::{
    self, Clipping, DescentRun, Descents, Distances, Network, OnPractice, Run,
    Short, Trial, TruncatedRun, Truncation,
};
use crate::recurrent::Build;
use crate::rnn::Rnn;
use crate::sections::held::texts;
use crate::study::{Company, DISTANCES, NEAR, study_all};
use crate::trace::Trace;
use crate::truncated::Truncated;
use crate::units::follows;

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
        name: "network",
        seed: None, // that of the best training of `practice`
        measure: |_| Ok(serde_json::to_value(network()?)?),
    },
    Record {
        name: "distances-rnn",
        seed: Some(SEED),
        measure: |_| Ok(serde_json::to_value(distances_of::<Rnn>()?)?),
    },
    Record {
        name: "curriculum",
        seed: Some(SEED),
        measure: |_| Ok(serde_json::to_value(curriculum()?)?),
    },
    Record {
        name: "distances-identity",
        seed: Some(SEED),
        measure: |_| Ok(serde_json::to_value(distances_of::<IdentityRnn>()?)?),
    },
    Record {
        name: "truncation",
        seed: Some(SEED),
        measure: |_| Ok(serde_json::to_value(truncation()?)?),
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
        let settings = Settings::new(learning_rate, SEED);
        let last = learn::<Rnn>(&data, settings)?.validation();
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
    let learnt = learn::<Rnn>(data, Settings::new(learning_rate, seed))?;
    let right = ask(&learnt.reader, &data.test)?.right;
    Ok(Run {
        seed,
        epochs: learnt.epochs,
        test: by_phenomenon(&data.test.phenomena, &right),
        distant: by_distance(&data.test, &right, DISTANT),
        others: by_distance(&data.test, &right, OTHERS),
    })
}

fn short(data: &Dataset, learning_rate: f64, max_len: usize) -> Result<Short> {
    let settings = Settings {
        max_len,
        ..Settings::new(learning_rate, SEED)
    };
    let learnt = learn::<Rnn>(data, settings)?;
    let right = ask(&learnt.reader, &data.test)?.right;
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

/// The best training of the practice record once more, its weights kept.
///
/// # Errors
/// If training diverges, or the weights cannot be written.
fn network() -> Result<Network> {
    let data = Dataset::practice()?;
    let settings = of_the_network()?;
    let learnt = learn::<Rnn>(&data, settings)?;
    let weights = learnt.parameters.to_safetensors()?;
    write_whole(&record::weights_path("chapter-04", "rnn")?, &weights)?;
    let (reader, vocabulary) = (&learnt.reader, &data.vocabulary);
    let trace = |text: &String| Trace::of(reader, vocabulary, text);
    let traces = texts()?.iter().map(trace).collect::<Result<Vec<_>, _>>()?;
    let right = ask(reader, &data.test)?.right;
    Ok(Network {
        seed: settings.seed,
        test: by_phenomenon(&data.test.phenomena, &right),
        follows: follows(reader, &data)?,
        traces: traces.iter().map(Trace::rounded).collect(),
    })
}

/// The settings of the practice training with the least validation loss.
fn of_the_network() -> Result<Settings> {
    let practice = recorded::practice()?.measured;
    let loss =
        |run: &&Run| run.epochs.last().map_or(f64::MAX, |e| e.validation.loss);
    let best = practice
        .runs
        .iter()
        .min_by(|a, b| loss(a).total_cmp(&loss(b)));
    let seed = best.context("no training is recorded")?.seed;
    Ok(Settings::new(practice.learning_rate, seed))
}

/// Trainings with a gradient that goes back so many steps.
///
/// # Errors
/// If training diverges.
fn truncation() -> Result<Truncation> {
    let data = Dataset::practice()?;
    let learning_rate = recorded::practice()?.measured.learning_rate;
    let cuts: [fn(&Dataset, Settings) -> Result<TruncatedRun>; 3] =
        [truncated::<20>, truncated::<40>, truncated::<80>];
    let trainings: Vec<_> = cuts
        .iter()
        .flat_map(|cut| (SEED..SEED + 3).map(move |seed| (cut, seed)))
        .collect();
    let runs = trainings
        .par_iter()
        .map(|(cut, seed)| cut(&data, Settings::new(learning_rate, *seed)));
    Ok(Truncation {
        runs: runs.collect::<Result<_>>()?,
    })
}

fn truncated<const STEPS: usize>(
    data: &Dataset,
    settings: Settings,
) -> Result<TruncatedRun> {
    let learnt = learn::<Truncated<STEPS>>(data, settings)?;
    let right = ask(&learnt.reader, &data.test)?.right;
    Ok(TruncatedRun {
        steps: STEPS,
        seed: settings.seed,
        test: by_phenomenon(&data.test.phenomena, &right),
        distant: by_distance(&data.test, &right, DISTANT),
        others: by_distance(&data.test, &right, OTHERS),
    })
}

/// What a layer of the type `L` learns at each distance, with distant reviews alone and with others.
///
/// # Errors
/// If training diverges.
fn distances_of<L: Build + 'static>() -> Result<Distances> {
    Ok(Distances {
        studied: study_all::<L>(&DISTANCES, &[Company::Alone, Company::Mixed])?,
    })
}

/// What the tanh RNN learns at each distance when near ones stand beside the far ones.
///
/// # Errors
/// If training diverges.
fn curriculum() -> Result<Distances> {
    let far: Vec<usize> = DISTANCES.into_iter().filter(|d| *d > NEAR).collect();
    Ok(Distances {
        studied: study_all::<Rnn>(&far, &[Company::Near])?,
    })
}

/// Learning rates of plain descent.
const STEP_SIZES: [f64; 2] = [0.3, 1.0];
/// The longest that a clipped gradient may be.
const LONGEST: f64 = 0.5;
/// Epochs of plain descent.
const EPOCHS: usize = 5;

/// What the lengths of a training's gradients were.
fn of_descent(seed: u64, descent: Descent) -> DescentRun {
    let lengths = descent.lengths;
    let longer = lengths.iter().filter(|length| **length > LONGEST).count();
    let greatest =
        (0..lengths.len()).max_by(|a, b| lengths[*a].total_cmp(&lengths[*b]));
    let greatest = greatest.unwrap_or_default();
    let mut sorted = lengths.clone();
    sorted.sort_by(f64::total_cmp);
    DescentRun {
        seed,
        validation: descent.validation,
        median_length: sorted[sorted.len() / 2],
        greatest_length: lengths[greatest],
        greatest_in: 1 + greatest * EPOCHS / lengths.len(),
        longer: longer as f64 / lengths.len() as f64,
    }
}

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
                Ok(of_descent(seed, descend::<Rnn>(&data, settings)?))
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
