//! Exercise 7: how long reviews are in pieces, by the merges and by the reviews they come from.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::bpe::{Bpe, FIRST_MERGE};
use chapter_02::{Review, practice, texts};

// ANCHOR: solution
/// The mean length of reviews in pieces, the start token included.
fn mean_length(bpe: &Bpe, reviews: &[Review]) -> f64 {
    let ids: usize = texts(reviews).map(|text| bpe.encode(text).len()).sum();
    ids as f64 / reviews.len() as f64
}

/// Prints merges and lengths, learnt from few reviews and from all.
///
/// # Errors
/// If the corpus cannot be written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    writeln!(out, "merges     of 100 reviews    of all reviews")?;
    writeln!(out, "allowed    learnt  length    learnt  length")?;
    for merges in [0, 50, 100, 200, 400, 800, 1_600] {
        write!(out, "{merges:>7}")?;
        for reviews in [&corpus.train[..100], &corpus.train] {
            let bpe = Bpe::fit(texts(reviews), FIRST_MERGE + merges)?;
            let length = mean_length(&bpe, &corpus.test);
            write!(out, "  {:>8} {length:>7.1}", bpe.merges().len())?;
        }
        writeln!(out)?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
