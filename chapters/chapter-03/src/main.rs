//! `cargo run -p chapter-03`: Ids become vectors.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use chapter_03::record::{RECORDS, on_imdb};
use chapter_03::sections::{self, ask, baselines};
use clap::{Parser, Subcommand};
use program::options::{Data, DataOptions, PageOptions, TextOptions};
use program::record::{self, RecordOptions};

/// Prints what the pages of chapter 3 show, or measures its baselines on the real reviews.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Options {
    /// What to do instead.
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    reviews: DataOptions,
    #[command(flatten)]
    pages: PageOptions,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Trains the bag and asks it about a text
    Ask(TextOptions),
    /// Measures once more what the pages cite
    Record(RecordOptions),
}

fn main() -> ExitCode {
    let options: Options = program::parse();
    program::run(|out| run(&options, out))
}

fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    match (&options.command, options.reviews.chosen()?) {
        (Some(Command::Record(options)), _) => {
            record::run("chapter-03", RECORDS, options, out)
        }
        (Some(Command::Ask(typed)), _) => ask::typed(&typed.text(), out),
        (None, Data::Practice) => options.pages.print(sections::ALL, out),
        (None, Data::Imdb) => {
            ensure!(
                options.pages.is_default(),
                "what a page shows is of the practice corpus: give a page, --list or --data imdb"
            );
            let measured = on_imdb(&options.reviews.place)?;
            Ok(write!(out, "{}", baselines::report(&measured))?)
        }
    }
}
