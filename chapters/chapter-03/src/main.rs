//! `cargo run -p chapter-03`: ids become vectors.

use std::io::{self, Write};
use std::process::ExitCode;

use chapter_03::sections;

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    course::cli::finish(run(&mut out))
}

fn run(out: &mut dyn Write) -> anyhow::Result<()> {
    sections::look_up(out)?;
    writeln!(out)?;
    sections::blind_to_order(out)
}
