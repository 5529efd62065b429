//! `cargo run --release -p chapter-06`: Fast recurrence.

use std::io;
use std::process::ExitCode;

use chapter_06::record::{RECORDS, bench};
use chapter_06::sections;
use clap::{Parser, Subcommand};
use course::section::print_all;
use program::record::{self, RecordOptions};

/// Prints what the pages of chapter 6 show
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Time a training step and an inference of the tutorial's model, with lengths as in IMDB
    Bench(bench::Options),
    /// Measure once more what the pages cite: some minutes
    Record(RecordOptions),
}

fn main() -> ExitCode {
    let options = Options::parse();
    let out = &mut io::stdout().lock();
    program::finish(match options.command {
        None => print_all(sections::ALL, out),
        Some(Command::Bench(bench)) => bench::run(&bench, out),
        Some(Command::Record(options)) => {
            record::run("chapter-06", RECORDS, &options, out)
        }
    })
}
