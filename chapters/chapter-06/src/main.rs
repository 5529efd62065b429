//! `cargo run --release -p chapter-06`: Fast recurrence.

use std::process::ExitCode;

use chapter_06::{bench, sections, study};
use clap::{Parser, Subcommand};
use course::section::print_all;

/// Prints what the pages of chapter 6 show
#[derive(Debug, Parser)]
#[command(version)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
}

/// The parts of the program.
#[derive(Debug, Subcommand)]
enum Command {
    /// Time a training step and an inference of the tutorial's model, with lengths as in IMDB
    Bench(bench::Options),
    /// Measure where the time goes, for the chapter's pages: some minutes
    Study(study::Options),
}

fn main() -> ExitCode {
    let options = CommandLine::parse();
    let out = &mut std::io::stdout().lock();
    program::finish(match options.command {
        None => print_all(sections::ALL, out),
        Some(Command::Bench(bench)) => bench::run(&bench, out),
        Some(Command::Study(study)) => study::run(&study, out),
    })
}
