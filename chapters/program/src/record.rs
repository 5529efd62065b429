//! `cargo run -p chapter-0N -- record`: the one way to record what a chapter measures.

use std::io::Write;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;
use course::record::{self, Provenance, Recorded};
use serde_json::Value;

use crate::options::DataPlace;

/// What to record.
#[derive(Clone, Debug, Args)]
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

/// Records a chapter's results, each saved as soon as it is measured.
///
/// # Errors
/// If a name is not one of the records, the commit does not say which code is running, or a
/// measurement fails.
pub fn run(
    chapter: &str,
    records: &[Record],
    options: &RecordOptions,
    out: &mut dyn Write,
) -> Result<()> {
    let wanted = chosen(records, &options.names)?;
    let provenance = Provenance::of_this_run();
    // Before hours of measuring, not after.
    provenance.check()?;
    for record in wanted {
        writeln!(out, "recording {}", record.name)?;
        let start = Instant::now();
        let measured = (record.measure)(&options.place)?;
        let provenance = Provenance {
            seed: record.seed,
            seconds: Some(start.elapsed().as_secs_f64()),
            ..provenance.clone()
        };
        let path = record::path(chapter, record.name)?;
        Recorded {
            provenance,
            measured,
        }
        .write(&path)?;
        writeln!(out, "wrote {}", path.display())?;
    }
    Ok(())
}

/// The records of these names; all, if none is named.
fn chosen<'a>(records: &'a [Record], names: &[String]) -> Result<Vec<&'a Record>> {
    if names.is_empty() {
        return Ok(records.iter().collect());
    }
    let find = |name: &String| {
        let found = records.iter().find(|record| record.name == *name);
        found.map_or_else(
            || {
                let known: Vec<&str> =
                    records.iter().map(|record| record.name).collect();
                bail!(
                    "there is no record `{name}`; expected one of {}",
                    known.join(", ")
                )
            },
            Ok,
        )
    };
    names.iter().map(find).collect()
}
