//! Prints what the pages of chapter 2 show, in order.

use std::io;
use std::process::ExitCode;

use chapter_02::sections;
use clap::Parser;
use course::section::print_all;

/// Chapter 2, Text becomes ids: prints what its pages show, in order.
#[derive(Parser)]
#[command(version)]
struct Options {}

fn main() -> ExitCode {
    let Options {} = Options::parse();
    course::cli::finish(print_all(sections::ALL, &mut io::stdout().lock()))
}
