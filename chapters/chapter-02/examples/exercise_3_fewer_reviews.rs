//! Exercise 3: a vocabulary of fewer reviews.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::counts::ranked_words;
use chapter_02::coverage::coverage;
use chapter_02::{practice, texts};

// ANCHOR: solution
/// Prints how many different words the first training reviews hold, and what share
/// of the test split's words they do not know.
///
/// # Errors
/// If the corpus cannot be written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let test = ranked_words(texts(&corpus.test));
    for reviews in [10, 40, 160, 640, practice::DEFAULT_TRAIN] {
        let train = ranked_words(texts(&corpus.train[..reviews]));
        let unknown = 1.0 - coverage(&train, &test, usize::MAX);
        let distinct = train.len();
        let percent = 100.0 * unknown;
        writeln!(
            out,
            "{reviews:>5} reviews  {distinct:>3} words, {percent:>4.1} % unknown"
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
