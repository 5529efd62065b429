//! Where an exercise begins: the practice corpus as ids.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_03::reviews::Dataset;

// ANCHOR: start
/// Replace the body with your solution.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let practice = Dataset::practice()?;
    writeln!(out, "{} training reviews", practice.train.ids.len())?;
    Ok(())
}
// ANCHOR_END: start

fn main() -> ExitCode {
    program::run(solution)
}
