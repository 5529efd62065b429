//! Where an exercise begins: a batch as long as IMDB's reviews.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_06::workload::batch_like_imdb;

// ANCHOR: start
/// Replace the body with your solution.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let (ids, _mask) = batch_like_imdb(64, 512)?;
    writeln!(out, "{:?}", ids.dims())?; // (batch, time)
    Ok(())
}
// ANCHOR_END: start

fn main() -> ExitCode {
    program::run(solution)
}
