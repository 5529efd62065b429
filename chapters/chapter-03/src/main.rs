//! `cargo run -p chapter-03`: Ids become vectors.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use chapter_02::{Unlabelled, read_archive};
use chapter_03::{results, sections};
use clap::Parser;
use course::section::print_all;
use program::data;
use program::options::{Data, DataOptions};

/// Prints what the pages of chapter 3 show, or measures its baselines on the real reviews.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    #[command(flatten)]
    reviews: DataOptions,
    /// Write the measured numbers, unrounded, to this file
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    program::finish(match options.reviews.data {
        Data::Practice => practice(options.record.as_deref()),
        Data::Imdb => imdb(&options),
    })
}

fn practice(record: Option<&Path>) -> Result<()> {
    let start = Instant::now();
    print_all(sections::ALL, &mut io::stdout().lock())?;
    let printed = start.elapsed();
    match record {
        None => Ok(()),
        Some(path) => {
            let measured = results::on_practice()?;
            // What is stated beside the numbers is how long a reader's run takes.
            results::record(measured, path, printed)
        }
    }
}

fn imdb(options: &Options) -> Result<()> {
    let start = Instant::now();
    let archive = data::imdb(&options.reviews.place)?;
    let (corpus, _notes) = read_archive(&archive, Unlabelled::Skip)?;
    let baselines = results::baselines(&corpus)?;
    write!(io::stdout(), "{}", results::report(&baselines))?;
    match &options.record {
        None => Ok(()),
        Some(path) => results::record(baselines, path, start.elapsed()),
    }
}
