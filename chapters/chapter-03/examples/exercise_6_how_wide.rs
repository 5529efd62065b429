//! Exercise 6: how many numbers does a word need?

use std::io::Write;
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
        let (bag, epochs) = trained(&practice, embedding_dim, SEED)?;
        let last = epochs[epochs.len() - 1].validation;
        let column = bag.direction()?.unsqueeze(1)?; // (embedding_dim, 1)
        let table = bag.embedding().weight();
        let votes = table.matmul(&column)?; // (vocab_size, 1)
        let vote = votes.abs()?.mean_all()?.to_scalar::<f32>()?;
        writeln!(
            out,
            "E = {embedding_dim:>2}  loss {:.2}, accuracy {:.2}, vote {vote:.0}",
            last.loss, last.accuracy
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
