//! `cargo run -p chapter-0N -- record`: the one way to record what a chapter measures.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use course::checkout;
use course::record::{self, Provenance, Recorded};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::options::DataPlace;

/// What to record.
#[derive(Clone, Debug, Default, Args)]
pub struct RecordOptions {
    /// Which of the chapter's records [default: all]
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Where the archive is, for the records that need it.
    #[command(flatten)]
    pub place: DataPlace,
}

/// One of a chapter's records: `results/NAME.json`.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// The name of its file.
    pub name: &'static str,
    /// What every random number of the measurement comes from, where there are any.
    pub seed: Option<u64>,
    /// Measures.
    pub measure: fn(&DataPlace) -> Result<Value>,
}

/// Whether this program was compiled to be fast. The development profile is known by the debug
/// assertions of this crate; those of the fast layer are off in both.
#[must_use]
pub const fn release_profile() -> bool {
    !cfg!(debug_assertions)
}

/// Records a chapter's results in the checkout that the program is run in, each saved as soon as it is
/// measured.
///
/// # Errors
/// Before anything is measured: if a name is not one of the records, or the commit does not say which
/// code is running. Later: if a measurement fails, or its result cannot be written.
pub fn run(
    chapter: &str,
    records: &[Record],
    options: &RecordOptions,
    out: &mut dyn Write,
) -> Result<()> {
    let recorder = Recorder {
        root: &checkout::root()?,
        chapter,
        // Asked once, for all records: what changes while they are measured is not running.
        provenance: Provenance::of_this_run(),
    };
    recorder.run(records, options, out)
}

/// Where records go, and which run they come from.
#[derive(Clone, Debug)]
pub struct Recorder<'a> {
    /// The root of the checkout.
    pub root: &'a Path,
    /// The chapter, as its folder is named: `chapter-03`.
    pub chapter: &'a str,
    /// The run, so far without seed and duration.
    pub provenance: Provenance,
}

impl Recorder<'_> {
    /// See [`run`].
    ///
    /// # Errors
    /// As [`run`].
    pub fn run(
        &self,
        records: &[Record],
        options: &RecordOptions,
        out: &mut dyn Write,
    ) -> Result<()> {
        let chosen = chosen(records, &options.names)?;
        // Before hours of measuring, not after.
        self.provenance.check()?;
        for record in chosen {
            writeln!(out, "recording {}", record.name)?;
            let start = Instant::now();
            let measured = (record.measure)(&options.place)?;
            let recorded = Recorded {
                provenance: Provenance {
                    seed: record.seed,
                    seconds: Some(start.elapsed().as_secs_f64()),
                    ..self.provenance.clone()
                },
                measured,
            };
            let path = record::path_in(self.root, self.chapter, record.name);
            recorded.write(&path)?;
            writeln!(out, "wrote {}", path.display())?;
        }
        Ok(())
    }
}

/// What another program measures, which prints it as JSON.
///
/// # Errors
/// If the program cannot be run or fails, with what it says; or if it prints something else.
pub fn measured_by<M: DeserializeOwned>(command: &mut Command) -> Result<M> {
    let output = command
        .output()
        .with_context(|| format!("cannot run {command:?}"))?;
    ensure!(
        output.status.success(),
        "{command:?} failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{command:?} does not print what was measured"))
}

/// The records of these names; all, if none is named.
fn chosen<'a>(records: &'a [Record], names: &[String]) -> Result<Vec<&'a Record>> {
    if names.is_empty() {
        return Ok(records.iter().collect());
    }
    let find = |name: &String| {
        let Some(record) = records.iter().find(|record| record.name == *name) else {
            let known: Vec<&str> =
                records.iter().map(|record| record.name).collect();
            bail!(
                "there is no record `{name}`; expected one of {}",
                known.join(", ")
            );
        };
        Ok(record)
    };
    names.iter().map(find).collect()
}
