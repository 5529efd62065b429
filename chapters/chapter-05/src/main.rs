//! `cargo run -p chapter-05`: LSTM.

use std::io::{self, Write};
use std::process::ExitCode;

use chapter_05::sections;

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    course::cli::finish(run(&mut out))
}

fn run(out: &mut dyn Write) -> anyhow::Result<()> {
    sections::shapes(out)?;
    writeln!(out)?;
    sections::padding(out)
}
