//! `cargo run -p chapter-05`: LSTM and GRU.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_05::record;
use chapter_05::sections::gates::Cell;
use chapter_05::sections::{self, gates};
use clap::{Parser, Subcommand, ValueEnum};
use program::options::PageOptions;
use program::record::RecordOptions;
use program::trace::TraceOptions;

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
    /// Shows what a network decides and holds at each word of a text, in tenths
    Trace {
        /// The recurrent layer of the network
        #[arg(long, value_enum, default_value = "lstm")]
        cell: CellName,
        #[command(flatten)]
        options: TraceOptions,
    },
    /// Measures once more what the pages cite
    Record(RecordOptions),
}

/// A cell as it is called on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CellName {
    /// Gates i, f, g, o, cell state c, hidden state h
    Lstm,
    /// Gates r and z, candidate n, hidden state h
    Gru,
    /// Chapter 4's, which has a hidden state alone
    Rnn,
}

fn main() -> ExitCode {
    let options: Options = program::parse();
    program::run(|out| run(&options, out))
}

fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    match &options.command {
        None => options.pages.print(sections::ALL, out),
        Some(Command::Trace { cell, options }) => trace(*cell, options, out),
        Some(Command::Record(options)) => {
            program::record::run("chapter-05", record::RECORDS, options, out)
        }
    }
}

fn trace(cell: CellName, options: &TraceOptions, out: &mut dyn Write) -> Result<()> {
    options.check()?;
    let cell = match cell {
        CellName::Lstm => Cell::Lstm,
        CellName::Gru => Cell::Gru,
        CellName::Rnn => Cell::Rnn,
    };
    let map = gates::typed(cell, &options.text.text(), options.columns.into())?;
    options.show(&map, gates::DESCRIPTION, out)
}
