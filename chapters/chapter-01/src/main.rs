//! `cargo run -p chapter-01`: Sequences are tables.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use chapter_01::{results, sections};
use clap::Parser;
use course::section::print_all;

/// Prints what the pages of chapter 1 show.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// Measure everything once more and write the numbers, unrounded, to this file.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

fn main() -> ExitCode {
    program::finish(run(&Options::parse()))
}

fn run(options: &Options) -> Result<()> {
    let start = Instant::now();
    print_all(sections::ALL, &mut io::stdout().lock())?;
    match &options.record {
        Some(path) => results::record(path, start),
        None => Ok(()),
    }
}
