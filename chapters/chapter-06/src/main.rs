//! `cargo run --release -p chapter-06`: how long a training step takes.

use std::process::ExitCode;

use chapter_06::bench::{self, Options};
use clap::Parser;

/// Times the embedding and the LSTM of the tutorial's model
#[derive(Debug, Parser)]
enum Command {
    /// One training step and one inference of a batch, with lengths as in IMDB
    Bench(Options),
}

fn main() -> ExitCode {
    let Command::Bench(options) = Command::parse();
    course::cli::finish(bench::run(&options, &mut std::io::stdout().lock()))
}
