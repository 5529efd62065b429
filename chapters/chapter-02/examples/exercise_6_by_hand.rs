//! Exercise 6: merges on paper.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::bpe::{Bpe, FIRST_MERGE};

// ANCHOR: solution
/// Prints the merges of three words, and the pieces of a fourth.
///
/// # Errors
/// If nothing can be learnt.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let bpe = Bpe::fit(["tin tin tin thin thin in"], FIRST_MERGE + 4)?;
    for (id, merge) in (FIRST_MERGE..).zip(bpe.merges()) {
        let (left, right) = merge.pair;
        let (left, right) = (bpe.piece(left), bpe.piece(right));
        writeln!(out, "{id}  {left} + {right}, {} times", merge.count)?;
    }
    let ids = bpe.encode_word("thinning");
    let pieces: Vec<String> = ids.into_iter().map(|id| bpe.piece(id)).collect();
    writeln!(out, "thinning  {}", pieces.join(" | "))?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
