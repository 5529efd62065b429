//! Chapter 2 in short: from texts to a table of ids.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::{Side, Vocabulary, pad_sequences, practice, texts};

/// Learns a vocabulary, and turns two sentences into a table.
pub fn in_short(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), 6_400)?;

    let reviews = ["The plot was good!", "I have never seen a duller film."];
    let sequences: Vec<Vec<u32>> = vocabulary.encode_all(reviews);
    let padded = pad_sequences(&sequences, 8, Side::Pre, Side::Pre)?; // (2, 8)
    for (row, length) in padded.ids.to_vec2::<u32>()?.iter().zip(&padded.lengths) {
        writeln!(out, "{row:3?}  {length} ids")?;
        writeln!(out, "{}", vocabulary.decode(row))?;
    }
    Ok(())
}

fn main() -> ExitCode {
    program::run(in_short)
}
