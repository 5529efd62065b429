//! Measures what the pages cite: `cargo run --release -p chapter-06 -- record`.

pub mod bench;
mod ceiling;
mod clock;
pub mod comparison;
mod engine;
pub mod layer;
mod scaling;
mod study;
mod system;

use std::io::{self, Write};

use anyhow::{Result, ensure};
use course::record::{Provenance, Recorded};
use program::record::{Record, release_profile};
use serde::Serialize;
use serde_json::Value;

use crate::recorded::Turn;
use crate::sections::{how_fast, same_bits};
use crate::workload::SEED;

/// The chapter's records.
pub const RECORDS: &[Record] = &[
    Record {
        name: "study",
        seed: Some(SEED),
        measure: |_| {
            check_profile()?;
            let study = study::measure()?;
            reported(&study, &study::report(&study))
        },
    },
    Record {
        name: "comparison",
        seed: Some(SEED),
        measure: |_| {
            check_profile()?;
            let comparison = comparison::measure()?;
            reported(&comparison, &comparison::report(&comparison))
        },
    },
    Record {
        name: "layers",
        seed: Some(SEED),
        measure: |_| {
            check_profile()?;
            let layers = comparison::measure_layers()?;
            reported(&layers, &how_fast::table_of_layers(&layers))
        },
    },
    Record {
        name: "scaling",
        seed: Some(SEED),
        measure: |_| {
            check_profile()?;
            let scaling = scaling::measure()?;
            reported(&scaling, &same_bits::table_of_threads(&scaling))
        },
    },
];

/// Refuses the development profile: it compiles most dependencies without optimization, and would be
/// recorded as slower than what the pages tell a reader to run.
///
/// # Errors
/// In the development profile.
pub fn check_profile() -> Result<()> {
    ensure!(
        release_profile(),
        "the recorded speeds are those of the release profile: \
         cargo run --release -p chapter-06 -- record"
    );
    Ok(())
}

/// Prints a turn of a program, for a person or for another program.
fn print<P: Serialize>(
    measured: Turn<P>,
    json: bool,
    out: &mut dyn Write,
) -> Result<()> {
    if json {
        let recorded = Recorded {
            provenance: Provenance::of_this_run(),
            measured,
        };
        writeln!(out, "{}", serde_json::to_string_pretty(&recorded)?)?;
        return Ok(());
    }
    writeln!(out, "training step  {}", measured.train_step_seconds)?;
    writeln!(out, "inference      {}", measured.inference_seconds)?;
    Ok(())
}

/// A measurement to write down. Its speeds are shown here, since no test holds them to anything.
fn reported(measured: &impl Serialize, speeds: &str) -> Result<Value> {
    write!(io::stdout(), "{speeds}")?;
    Ok(serde_json::to_value(measured)?)
}
