//! Exercise 6: after which word does the answer stay what it is?

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_03::reviews::Dataset;
use chapter_04::network::network;
use chapter_04::trace::Trace;

// ANCHOR: solution
/// The word after which the answer of the chapter's network no longer changes sides.
///
/// # Errors
/// If a text has no word.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let vocabulary = Dataset::practice()?.vocabulary;
    let network = network(vocabulary.vocab_size())?;
    for text in [
        "The plot was not bad, it was good.",
        "My wife loved it, I loathed it. Anton and Marta run a hotel in Saltwick.",
    ] {
        let trace = Trace::of(&network.reader, &vocabulary, text)?;
        let sides: Vec<bool> =
            trace.probabilities.iter().map(|p| *p > 0.5).collect();
        let last = sides[sides.len() - 1];
        let changes = sides.iter().rposition(|side| *side != last);
        let word = changes.map_or(0, |place| place + 1);
        writeln!(out, "{text}")?;
        writeln!(
            out,
            "  positive: {last}, since word {word}, {:?}",
            trace.words[word]
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
