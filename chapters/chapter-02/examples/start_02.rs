//! Where an exercise begins: the practice corpus and its vocabulary.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::{Vocabulary, practice, texts};
use course::tutorial::NUM_WORDS;

// ANCHOR: start
/// Replace the body with your solution.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
    writeln!(out, "{} ids", vocabulary.vocab_size())?;
    Ok(())
}
// ANCHOR_END: start

fn main() -> ExitCode {
    program::run(solution)
}
