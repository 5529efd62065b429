//! `cargo run --release -p chapter-06`: how long a training step takes.

use std::process::ExitCode;

use chapter_06::{bench, study};
use clap::{Parser, Subcommand};

/// Times a training step and an inference of the tutorial's model, with lengths as in IMDB
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    bench: bench::Options,
}

/// The parts of the program.
#[derive(Debug, Subcommand)]
enum Command {
    /// The same as without a command
    Bench(bench::Options),
    /// Measure where the time goes, for the chapter's pages: some minutes
    Study(study::Options),
}

fn main() -> ExitCode {
    let options = CommandLine::parse();
    let out = &mut std::io::stdout().lock();
    course::cli::finish(match options.command {
        None => bench::run(&options.bench, out),
        Some(Command::Bench(bench)) => bench::run(&bench, out),
        Some(Command::Study(study)) => study::run(&study, out),
    })
}
