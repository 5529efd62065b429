//! Exercise 5: what pairs see of twins.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::{Phenomenon, practice, texts};
use chapter_03::ngrams::Ngrams;

// ANCHOR: solution
/// For each kind of twins, how many reviews share all their terms with the twin.
///
/// # Errors
/// If the corpus cannot be written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let all: Vec<&str> = texts(&corpus.train).collect();
    for (name, terms) in [
        ("words", Ngrams::words(&all, 6_400)?),
        ("words and pairs", Ngrams::words_and_pairs(&all, 2)?),
    ] {
        for phenomenon in [
            Phenomenon::Negation,
            Phenomenon::Contrast,
            Phenomenon::Distant,
        ] {
            let of_kind = corpus
                .train
                .iter()
                .filter(|r| r.phenomenon == Some(phenomenon));
            let read: Vec<Vec<u32>> =
                of_kind.map(|review| terms.of(&review.text)).collect();
            let twins = read.chunks(2); // both of a pair stand side by side
            let count = twins.len();
            let equal = twins.filter(|twins| twins[0] == twins[1]).count();
            writeln!(
                out,
                "{name}, {}: {equal} of {count} pairs look the same",
                phenomenon.name()
            )?;
        }
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
