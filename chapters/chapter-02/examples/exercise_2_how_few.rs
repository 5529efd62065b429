//! Exercise 2: how few words cover a share of the text.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::counts::{ranked_words, running_words};
use chapter_02::{practice, texts};

// ANCHOR: solution
/// How many of the commonest words make up this share of all of them.
fn words_for(ranked: &[(String, usize)], share: f64) -> usize {
    let wanted = share * running_words(ranked) as f64;
    let mut covered = 0;
    for (rank, (_, count)) in (1..).zip(ranked) {
        covered += count;
        if covered as f64 >= wanted {
            return rank;
        }
    }
    ranked.len()
}

/// Prints the number of words for four shares.
///
/// # Errors
/// If the corpus cannot be written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let ranked = ranked_words(texts(&corpus.train));
    for percent in [50, 90, 99, 100] {
        let words = words_for(&ranked, f64::from(percent) / 100.0);
        writeln!(out, "{percent:>3} %  {words:>3} words, {:>3} ids", words + 4)?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
