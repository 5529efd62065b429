//! What becomes of a text that somebody types: `cargo run -p chapter-02 -- encode "…"`.

use std::io::Write;

use anyhow::{Result, ensure};
use course::text::printable;
use course::tutorial::NUM_WORDS;

use crate::bpe::Bpe;
use crate::practice;
use crate::review::{Corpus, texts};
use crate::tokenizer::{lower_case, words};
use crate::vocabulary::{UNKNOWN, Vocabulary};

/// How many ids the pieces of the practice corpus have, as on the page about them.
const PRACTICE_PIECES: usize = 800;

/// The sentence of the page.
const SENTENCE: &str = "The plot was NOT unforgettable, it was good!";

/// The sentence of the page, encoded.
///
/// # Errors
/// If nothing can be learnt.
pub fn sentence(out: &mut dyn Write) -> Result<()> {
    typed(SENTENCE, out)
}

/// A text as tokens, as ids of words and of pieces learnt from the practice corpus, and back.
///
/// # Errors
/// If there is no word in it, or nothing can be learnt.
pub fn typed(text: &str, out: &mut dyn Write) -> Result<()> {
    let read = || Ok(practice::default_corpus()?);
    encode(text, read, PRACTICE_PIECES, out)
}

/// The same, learnt from the corpus that `read` gives, with as many ids for pieces as for words.
///
/// # Errors
/// As [`typed`], or if the corpus cannot be read.
pub fn typed_by(
    read: impl FnOnce() -> Result<Corpus>,
    text: &str,
    out: &mut dyn Write,
) -> Result<()> {
    encode(text, read, NUM_WORDS, out)
}

/// Reads the corpus only if there is a word to encode.
fn encode(
    text: &str,
    read: impl FnOnce() -> Result<Corpus>,
    pieces: usize,
    out: &mut dyn Write,
) -> Result<()> {
    let lower = lower_case(text);
    let tokens: Vec<&str> = words(&lower).collect();
    ensure!(
        !tokens.is_empty(),
        "there is no word in this text; give one between quotation marks: \
         encode \"the plot was good\""
    );
    let corpus = read()?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
    let bpe = Bpe::fit(texts(&corpus.train), pieces)?;

    line(out, "tokens", &tokens.join(" "))?;
    let unknown: Vec<&str> = tokens
        .iter()
        .copied()
        .filter(|token| vocabulary.id(token) == UNKNOWN)
        .collect();
    let unknown = if unknown.is_empty() {
        "none".to_owned()
    } else {
        unknown.join(" ")
    };
    line(out, "unknown", &unknown)?;

    writeln!(out, "\nwords")?;
    let ids = vocabulary.encode(text); // (words + 1,)
    line(out, "ids", &format!("{ids:?}"))?;
    line(out, "back", &vocabulary.decode(&ids))?;

    writeln!(out, "\npieces")?;
    let ids = bpe.encode(text); // (pieces + 1,)
    let pieces: Vec<String> = ids.iter().skip(1).map(|id| bpe.piece(*id)).collect();
    line(out, "ids", &format!("{ids:?}"))?;
    line(out, "pieces", &pieces.join(" "))?;
    line(out, "back", &bpe.decode(&ids))
}

/// A line of the report.
fn line(out: &mut dyn Write, name: &str, text: &str) -> Result<()> {
    Ok(writeln!(out, "{name:<8} {}", printable(text))?)
}
