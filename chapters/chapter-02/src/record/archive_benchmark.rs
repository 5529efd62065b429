//! From the IMDB archive to padded ids: how long it takes, here and in Python.
//!
//! Needs the archive, Linux (for the peak memory) and `python3`.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use course::checkout;
use course::tutorial::{MAX_LEN, NUM_WORDS};
use program::record::measured_by;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::archive::{Unlabelled, read_archive};
use crate::padding::{PaddedIds, Side, pad_sequences};
use crate::recorded::{ArchiveToIds, Spread, Summary, Work};
use crate::review::{Review, texts};
use crate::vocabulary::Vocabulary;

/// The command of the chapter's program that calls [`run_once`].
pub const RUN_ONCE: &str = "archive-to-ids";

/// How often each of the two programs runs.
const RUNS: usize = 5;
/// The same work in Python.
const IN_PYTHON: &str = "chapters/chapter-02/comparison/archive_to_ids.py";

/// What one run of either program prints.
#[derive(Debug, Serialize, Deserialize)]
struct Run {
    seconds: f64,
    peak_memory_mb: f64,
    work: Work,
}

/// Turns the archive into padded ids once. Prints, as a line of JSON, how long that took, how much
/// memory, and what shows that the work was the same as another's.
///
/// # Errors
/// If the archive cannot be read, or the system does not say how much memory was held.
pub fn run_once(archive: &Path, out: &mut dyn Write) -> Result<()> {
    let start = Instant::now();
    let (corpus, _) = read_archive(archive, Unlabelled::Skip)?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
    let train = encode_and_pad(&corpus.train, &vocabulary)?;
    let test = encode_and_pad(&corpus.test, &vocabulary)?;
    let seconds = start.elapsed().as_secs_f64();
    let run = Run {
        seconds,
        peak_memory_mb: peak_memory_mb()?,
        work: Work {
            train: train.ids.dims().to_vec(),
            test: test.ids.dims().to_vec(),
            distinct_words: vocabulary.distinct_words(),
            sha256: sha256(&[train, test])?,
        },
    };
    writeln!(out, "{}", serde_json::to_string(&run)?)?;
    Ok(())
}

fn encode_and_pad(reviews: &[Review], vocabulary: &Vocabulary) -> Result<PaddedIds> {
    let sequences = vocabulary.encode_all(texts(reviews));
    Ok(pad_sequences(&sequences, MAX_LEN, Side::Pre, Side::Pre)?)
}

fn sha256(splits: &[PaddedIds]) -> Result<String> {
    let mut digest = Sha256::new();
    for split in splits {
        for id in split.ids.flatten_all()?.to_vec1::<u32>()? {
            digest.update(id.to_le_bytes());
        }
    }
    Ok(digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// The most memory that this process has held so far, in millions of bytes.
fn peak_memory_mb() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")
        .context("needs Linux's /proc")?;
    let kib: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
        .context("no VmHWM in /proc/self/status")?
        .parse()?;
    Ok(kib * 1024.0 / 1e6)
}

/// Runs this program and the one in Python in turn, so that whatever else the machine does strikes
/// both. Each run is a process of its own, or a later one would report an earlier one's memory.
///
/// # Errors
/// If a program fails, or the two do not make the same ids.
pub fn compare(archive: &Path) -> Result<ArchiveToIds> {
    let in_python = checkout::root()?.join(IN_PYTHON);
    let (mut rust, mut python) = (Vec::new(), Vec::new());
    for number in 1..=RUNS {
        let this_program = std::env::current_exe()?;
        let here = measured_by::<Run>(
            Command::new(this_program).arg(RUN_ONCE).arg(archive),
        )?;
        let there = measured_by::<Run>(
            Command::new("python3").arg(&in_python).arg(archive),
        )?;
        program::tell(format_args!(
            "{number}/{RUNS}: {:.2} s, Python {:.2} s",
            here.seconds, there.seconds
        ));
        ensure!(
            here.work == there.work,
            "not the same work:\n{:?}\n{:?}",
            here.work,
            there.work
        );
        rust.push(here);
        python.push(there);
    }
    let (rust_summary, python_summary) = (summary(&rust), summary(&python));
    Ok(ArchiveToIds {
        python: python_version()?,
        runs: RUNS,
        num_words: NUM_WORDS,
        max_len: MAX_LEN,
        rust: rust_summary,
        python3: python_summary,
        times_faster: rounded(
            python_summary.seconds.median / rust_summary.seconds.median,
        ),
        work: rust.swap_remove(0).work,
    })
}

fn python_version() -> Result<String> {
    let output = Command::new("python3").arg("--version").output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn summary(runs: &[Run]) -> Summary {
    Summary {
        seconds: spread(runs.iter().map(|run| run.seconds).collect()),
        peak_memory_mb: spread(runs.iter().map(|run| run.peak_memory_mb).collect()),
    }
}

fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    Spread {
        median: rounded(values[values.len() / 2]),
        min: rounded(values[0]),
        max: rounded(values[values.len() - 1]),
    }
}

/// To three decimals.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
