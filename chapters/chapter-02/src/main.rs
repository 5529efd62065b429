//! `cargo run -p chapter-02`: Text becomes ids.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::{results, sections};
use clap::{Parser, Subcommand};
use course::section::print_all;
use program::options::DataPlace;

/// Prints what the pages of chapter 2 show.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// What to do instead.
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Counts both corpora once more and writes practice.json and imdb.json
    Record {
        /// Folder for the two files
        #[arg(value_name = "FOLDER")]
        out: PathBuf,
        #[command(flatten)]
        place: DataPlace,
    },
}

fn main() -> ExitCode {
    program::finish(run(Options::parse()))
}

fn run(options: Options) -> Result<()> {
    match options.command {
        None => print_all(sections::ALL, &mut io::stdout().lock()),
        Some(Command::Record { out, place }) => {
            let archive = program::data::imdb(&place)?;
            results::record(&out, &archive)
        }
    }
}
