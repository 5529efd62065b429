//! `cargo run -p chapter-05`: LSTM and GRU.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use chapter_05::record;
use chapter_05::sections;
use clap::{Parser, Subcommand};
use program::options::PageOptions;
use program::record::RecordOptions;

/// Prints what the pages of chapter 5 show.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Options {
    /// What to do instead.
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    pages: PageOptions,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures once more what the pages cite
    Record(RecordOptions),
}

fn main() -> ExitCode {
    program::finish(run(&Options::parse(), &mut io::stdout().lock()))
}

fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    match &options.command {
        None => options.pages.print(sections::ALL, out),
        Some(Command::Record(options)) => {
            program::record::run("chapter-05", record::RECORDS, options, out)
        }
    }
}
