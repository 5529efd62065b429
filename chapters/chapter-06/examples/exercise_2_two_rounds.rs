//! Exercise 2: a sequence cut in two rounds, into pieces and then into steps.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_06::slices::{written, written_by_halves, written_by_slices};

/// Prints how many steps the backward passes write.
///
/// # Errors
/// If `out` cannot be written to.
// ANCHOR: solution
pub fn solution(out: &mut dyn Write) -> Result<()> {
    writeln!(out, "   T  by slices  two rounds  by halves")?;
    for (time, piece) in [(64, 8), (256, 16), (1024, 32)] {
        let pieces = time / piece;
        let first_round = pieces * written(piece, time);
        let second_round = pieces * written_by_slices(piece);
        writeln!(
            out,
            "{time:>4} {:>10} {:>11} {:>10}",
            written_by_slices(time),
            first_round + second_round,
            written_by_halves(time)
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
