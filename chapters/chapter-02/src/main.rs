//! `cargo run -p chapter-02`: Text becomes ids.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::record::{self, archive_benchmark};
use chapter_02::sections::{self, encode};
use clap::{Parser, Subcommand};
use program::options::{Data, DataOptions, PageOptions, TextOptions};
use program::record::RecordOptions;

/// Prints what the pages of chapter 2 show.
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
    /// Show what a text becomes: tokens, ids, and back
    Encode {
        #[command(flatten)]
        typed: TextOptions,
        #[command(flatten)]
        reviews: DataOptions,
    },
    /// One run of what `record archive-to-ids` times
    #[command(name = archive_benchmark::RUN_ONCE, hide = true)]
    ArchiveToIds {
        /// The archive of reviews
        archive: PathBuf,
    },
}

fn main() -> ExitCode {
    let options: Options = program::parse();
    program::run(|out| run(&options, out))
}

fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    match &options.command {
        None => options.pages.print(sections::ALL, out),
        Some(Command::Record(options)) => {
            program::record::run("chapter-02", record::RECORDS, options, out)
        }
        Some(Command::Encode { typed, reviews }) => match reviews.chosen()? {
            Data::Practice => encode::typed(&typed.text(), out),
            Data::Imdb => {
                let read = || record::real_reviews(&reviews.place);
                encode::typed_by(read, &typed.text(), out)
            }
        },
        Some(Command::ArchiveToIds { archive }) => {
            archive_benchmark::run_once(archive, out)
        }
    }
}
