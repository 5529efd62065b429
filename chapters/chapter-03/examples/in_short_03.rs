//! Chapter 3 in short: a model learns from 6,400 reviews, and answers two sentences.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_03::answer::answer;
use chapter_03::bag_training::{EMBEDDING_DIM, SEED, trained};
use chapter_03::reviews::Dataset;

/// Trains a bag of embeddings and asks it.
pub fn in_short(out: &mut dyn Write) -> Result<()> {
    let practice = Dataset::practice()?;
    let (bag, epochs) = trained(&practice, EMBEDDING_DIM, SEED)?;
    let (first, last) = (epochs[0], epochs[epochs.len() - 1]);
    let losses = (first.validation.loss, last.validation.loss);
    writeln!(out, "validation loss from {:.2} to {:.2}", losses.0, losses.1)?;

    for text in ["The plot was witty.", "The plot was dull."] {
        let answer = answer(&bag, &practice.vocabulary, text)?;
        writeln!(out, "{text:<19}  positive with {:.2}", answer.probability())?;
    }
    Ok(())
}

fn main() -> ExitCode {
    program::run(in_short)
}
