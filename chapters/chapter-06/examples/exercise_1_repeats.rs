//! Exercise 1: how often a word occurs in a batch, by the size of the batch.

use std::collections::HashSet;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::PAD;
use chapter_06::workload::batch_like_imdb;

/// Prints words, different words and their ratio for batches of several sizes.
///
/// # Errors
/// If a tensor cannot be made or written.
// ANCHOR: solution
pub fn solution(out: &mut dyn Write) -> Result<()> {
    writeln!(out, "reviews   words  different  each occurs")?;
    for batch in [1, 4, 16, 64, 256] {
        let (ids, _mask) = batch_like_imdb(batch, 512)?; // (batch, time)
        let ids = ids.flatten_all()?.to_vec1::<u32>()?;
        let words: Vec<u32> = ids.into_iter().filter(|id| *id != PAD).collect();
        let different: HashSet<u32> = words.iter().copied().collect();
        let times = words.len() as f64 / different.len() as f64;
        writeln!(
            out,
            "{batch:>7} {:>7} {:>10} {times:>12.1}",
            words.len(),
            different.len()
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
