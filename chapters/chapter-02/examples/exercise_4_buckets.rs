//! Exercise 4: fewer pads without losing a word.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::{Vocabulary, practice, texts};
use course::tutorial::NUM_WORDS;

// ANCHOR: solution
/// The share of pads if each batch of 64 is only as wide as its longest review.
fn pads(lengths: &[usize]) -> f64 {
    let width = |batch: &[usize]| batch.iter().copied().max().unwrap_or(0);
    let table: usize = lengths
        .chunks(64)
        .map(|batch| batch.len() * width(batch)) // N · T of this batch
        .sum();
    let ids: usize = lengths.iter().sum();
    1.0 - ids as f64 / table as f64
}

/// Prints the share for one width, for batches as they come, and for sorted reviews.
///
/// # Errors
/// If the corpus cannot be written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
    let sequences = vocabulary.encode_all(texts(&corpus.train));
    let mut lengths: Vec<usize> = sequences.iter().map(Vec::len).collect();

    let ids: usize = lengths.iter().sum();
    let one_width = 1.0 - ids as f64 / (lengths.len() * practice::MAX_LEN) as f64;
    let as_they_come = pads(&lengths);
    lengths.sort_unstable();
    let sorted = pads(&lengths);
    writeln!(out, "all 150 wide     {:>4.1} % pads", 100.0 * one_width)?;
    writeln!(out, "batch by batch   {:>4.1} % pads", 100.0 * as_they_come)?;
    writeln!(out, "sorted, batched  {:>4.1} % pads", 100.0 * sorted)?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
