//! `cargo run -p chapter-04`: Hidden state.

use std::io;
use std::process::ExitCode;

use chapter_04::sections;
use clap::Parser;
use program::options::PageOptions;

/// Prints what the pages of chapter 4 show.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    #[command(flatten)]
    pages: PageOptions,
}

fn main() -> ExitCode {
    let pages = Options::parse().pages;
    program::finish(pages.print(sections::ALL, &mut io::stdout().lock()))
}
