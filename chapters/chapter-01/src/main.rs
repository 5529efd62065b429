//! `cargo run -p chapter-01`: Sequences are tables.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_01::{record, sections};
use clap::{Parser, Subcommand};
use program::options::PageOptions;
use program::record::RecordOptions;

/// Prints what the pages of chapter 1 show.
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
    /// Measure once more what the pages quote, and write it to the chapter's results
    Record(RecordOptions),
}

fn main() -> ExitCode {
    let options: Options = program::parse();
    program::run(|out| run(&options, out))
}

fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    match &options.command {
        None => options.pages.print(sections::ALL, out),
        Some(Command::Record(options)) => {
            program::record::run("chapter-01", record::RECORDS, options, out)
        }
    }
}
