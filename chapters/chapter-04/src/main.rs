//! `cargo run -p chapter-04`: Hidden state.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_04::record;
use chapter_04::sections::{self, held};
use clap::{Parser, Subcommand};
use program::options::PageOptions;
use program::record::RecordOptions;
use program::trace::TraceOptions;

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
    /// Shows what the chapter's network holds after each word of a text, in tenths
    Trace(TraceOptions),
    /// Measures once more what the pages cite
    Record(RecordOptions),
}

fn main() -> ExitCode {
    let options: Options = program::parse();
    program::run(|out| run(&options, out))
}

fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    match &options.command {
        None => options.pages.print(sections::ALL, out),
        Some(Command::Trace(options)) => trace(options, out),
        Some(Command::Record(options)) => {
            program::record::run("chapter-04", record::RECORDS, options, out)
        }
    }
}

fn trace(options: &TraceOptions, out: &mut dyn Write) -> Result<()> {
    options.check()?;
    let trace = held::typed(&options.text.text())?;
    let map = trace.heat_map(&trace.most_moving(options.columns.into()));
    options.show(&map, held::DESCRIPTION, out)
}
