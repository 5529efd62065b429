//! `cargo run -p chapter-04`: Hidden state.

use std::io;
use std::process::ExitCode;

use anyhow::Result;
use chapter_04::{record, sections};
use clap::{Parser, Subcommand};
use program::options::PageOptions;
use program::record::RecordOptions;

/// Prints what the pages of chapter 4 show.
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
    program::finish(run(&Options::parse()))
}

fn run(options: &Options) -> Result<()> {
    let out = &mut io::stdout().lock();
    match &options.command {
        None => options.pages.print(sections::ALL, out),
        Some(Command::Record(options)) => {
            program::record::run("chapter-04", record::RECORDS, options, out)
        }
    }
}
