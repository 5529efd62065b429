//! From the IMDB archive to padded ids: how long it takes, here and in Python.
//!
//! `cargo bench -p chapter-02 --bench archive_to_ids` runs both programs in turn, checks that they
//! made the same ids, and records the times in `results/archive-to-ids.json`. With `-- once` only
//! this one runs, once. Needs the archive in the data folder, Linux (for the peak memory) and
//! `python3`.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use chapter_02::{
    PaddedIds, Review, Side, Unlabelled, Vocabulary, pad_sequences, read_archive,
};
use course::record::Provenance;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const NUM_WORDS: usize = 6_400;
const MAX_LEN: usize = 512;
const RUNS: usize = 5;

/// What one run of either program prints.
#[derive(Serialize, Deserialize)]
struct Run {
    seconds: f64,
    peak_memory_mb: f64,
    work: Work,
}

/// What must be the same in every run of either program.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Work {
    train: Vec<usize>,
    test: Vec<usize>,
    distinct_words: usize,
    /// Of the padded ids, train then test, four bytes each, little-endian.
    sha256: String,
}

/// What is recorded.
#[derive(Serialize)]
struct Record {
    #[serde(flatten)]
    provenance: Provenance,
    python: String,
    runs: usize,
    num_words: usize,
    max_len: usize,
    rust: Summary,
    python3: Summary,
    /// How many times longer Python takes: median by median.
    times_faster: f64,
    work: Work,
}

#[derive(Serialize)]
struct Summary {
    seconds: Spread,
    peak_memory_mb: Spread,
}

#[derive(Serialize)]
struct Spread {
    median: f64,
    min: f64,
    max: f64,
}

fn main() -> ExitCode {
    let once = std::env::args().any(|argument| argument == "once");
    program::finish(if once { run_once() } else { compare() })
}

fn run_once() -> Result<()> {
    let path = program::data::archive(None)?;
    let start = Instant::now();
    let (corpus, _) = read_archive(&path, Unlabelled::Skip)?;
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
    println!("{}", serde_json::to_string(&run)?);
    Ok(())
}

fn texts(reviews: &[Review]) -> impl Iterator<Item = &str> {
    reviews.iter().map(|review| review.text.as_str())
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

/// Both programs in turn, so that whatever else the machine does strikes both.
fn compare() -> Result<()> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let archive = program::data::archive(None)?;
    let (mut rust, mut python) = (Vec::new(), Vec::new());
    for run in 1..=RUNS {
        rust.push(run_program(
            Command::new(std::env::current_exe()?).arg("once"),
        )?);
        python.push(run_program(
            Command::new("python3")
                .arg(package.join("benches/archive_to_ids.py"))
                .arg(&archive),
        )?);
        let (rust, python) = (&rust[run - 1], &python[run - 1]);
        eprintln!(
            "{run}/{RUNS}: {:.2} s, Python {:.2} s",
            rust.seconds, python.seconds
        );
        ensure!(
            rust.work == python.work,
            "not the same work:\n{:?}\n{:?}",
            rust.work,
            python.work
        );
    }
    let (rust_summary, python_summary) = (summary(&rust), summary(&python));
    let record = Record {
        provenance: Provenance {
            command: "cargo bench -p chapter-02 --bench archive_to_ids".to_owned(),
            ..Provenance::of_this_run()
        },
        python: python_version()?,
        runs: RUNS,
        num_words: NUM_WORDS,
        max_len: MAX_LEN,
        times_faster: round(
            python_summary.seconds.median / rust_summary.seconds.median,
        ),
        rust: rust_summary,
        python3: python_summary,
        work: rust.swap_remove(0).work,
    };
    let json = serde_json::to_string_pretty(&record)? + "\n";
    let path = package.join("results/archive-to-ids.json");
    course::files::write_whole(&path, json.as_bytes())?;
    print!("{json}");
    Ok(())
}

fn run_program(command: &mut Command) -> Result<Run> {
    let output = command
        .output()
        .with_context(|| format!("cannot run {command:?}"))?;
    ensure!(
        output.status.success(),
        "{command:?} failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(serde_json::from_slice(&output.stdout)?)
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
        median: round(values[values.len() / 2]),
        min: round(values[0]),
        max: round(values[values.len() - 1]),
    }
}

/// To three decimals, as recorded.
fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
