//! Exercise 6: how many numbers does a word need?

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use chapter_03::bag_training::{SEED, trained};
use chapter_03::reviews::Dataset;

// ANCHOR: solution
/// Prints loss and accuracy of bags of several widths.
///
/// # Errors
/// If training diverges.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let practice = Dataset::practice()?;
    for embedding_dim in [1, 8, 32] {
        let (_, epochs) = trained(&practice, embedding_dim, SEED)?;
        let last = epochs[epochs.len() - 1].validation;
        writeln!(
            out,
            "E = {embedding_dim:>2}  validation loss {:.2}, accuracy {:.2}",
            last.loss, last.accuracy
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::finish(solution(&mut io::stdout().lock()))
}
