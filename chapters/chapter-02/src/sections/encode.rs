//! What becomes of a text that somebody types: `cargo run -p chapter-02 -- encode "…"`.

use std::io::Write;

use anyhow::{Result, ensure};
use course::tutorial::NUM_WORDS;

use crate::bpe::Bpe;
use crate::practice;
use crate::review::texts;
use crate::tokenizer::{lower_case, words};
use crate::vocabulary::{UNKNOWN, Vocabulary};

/// How many ids the pieces have, as on the page about them.
const PIECES: usize = 800;

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
    let lower = lower_case(text);
    let tokens: Vec<&str> = words(&lower).collect();
    ensure!(
        !tokens.is_empty(),
        "there is no word in this text; give one between quotation marks: \
         encode \"the plot was good\""
    );
    let corpus = practice::default_corpus()?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
    let bpe = Bpe::fit(texts(&corpus.train), PIECES)?;

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

/// A line of the report. What a terminal would take for a command is shown as a blank.
fn line(out: &mut dyn Write, name: &str, text: &str) -> Result<()> {
    let shown = text.replace(char::is_control, "�");
    Ok(writeln!(out, "{name:<8} {shown}")?)
}
