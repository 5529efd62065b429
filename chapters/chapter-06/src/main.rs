//! `cargo run --release -p chapter-06`: Fast recurrence.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_06::record::{RECORDS, bench, layer};
use chapter_06::sections;
use clap::{Parser, Subcommand};
use program::options::PageOptions;
use program::record::{self, RecordOptions};

/// Prints what the pages of chapter 6 show
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Options {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    pages: PageOptions,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Time a training step and an inference of the tutorial's model, with lengths as in IMDB
    Bench(bench::Options),
    /// Time a training step and an inference of a layer that has nothing to save: no words, no pads
    Layer(layer::Options),
    /// Measure once more what the pages cite: some minutes
    Record(RecordOptions),
}

fn main() -> ExitCode {
    let options: Options = program::parse();
    let threads = match &options.command {
        Some(Command::Bench(bench)) => Some(bench.threads),
        Some(Command::Layer(layer)) => Some(layer.threads),
        _ => None,
    };
    program::run_with(threads, |out| run(&options, out))
}

fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    match &options.command {
        None => options.pages.print(sections::ALL, out),
        Some(Command::Bench(bench)) => bench::run(bench, out),
        Some(Command::Layer(layer)) => layer::run(layer, out),
        Some(Command::Record(options)) => {
            record::run("chapter-06", RECORDS, options, out)
        }
    }
}
