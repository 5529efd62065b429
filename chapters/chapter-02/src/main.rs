//! Prints what the pages of chapter 2 show, in order.

use std::io;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::sections;
use clap::Parser;

/// Chapter 2, Text becomes ids: prints what its pages show, in order.
#[derive(Parser)]
#[command(version)]
struct Options {}

fn main() -> ExitCode {
    let Options {} = Options::parse();
    course::cli::finish(run())
}

fn run() -> Result<()> {
    let out = &mut io::stdout().lock();
    sections::words(out)?;
    rule(out)?;
    sections::vocabulary(out)?;
    rule(out)?;
    sections::padding(out)?;
    rule(out)?;
    sections::practice(out)
}

fn rule(out: &mut impl io::Write) -> io::Result<()> {
    writeln!(out, "\n{}\n", "═".repeat(72))
}
