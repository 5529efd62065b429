//! The page "Ids that stand for no word".

use std::io::Write;

use anyhow::{Context, Result};
use course::text::thousands;

use crate::facts::{NUM_WORDS, texts};
use crate::offset::{decode_without_offset, encode_without_offset};
use crate::results;
use crate::review::Review;
use crate::tokenizer::{self, lower_case};
use crate::vocabulary::Vocabulary;

/// What a reader might type.
const OWN: &str = "The acting was not dull, it was mesmerising.";

/// The vocabulary of the practice corpus.
fn vocabulary() -> Result<Vocabulary> {
    let corpus = results::practice_corpus()?;
    Ok(Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?)
}

/// The first short review of the test split.
fn short_review() -> Result<Review> {
    let corpus = results::practice_corpus()?;
    let short = |review: &Review| review.text.split(' ').count() <= 12;
    corpus
        .test
        .into_iter()
        .find(short)
        .context("the practice corpus has no short review")
}

/// A review as ids and back, and one with a word that nobody has seen.
///
/// # Errors
/// If the corpus cannot be written.
pub fn there_and_back(out: &mut dyn Write) -> Result<()> {
    let vocabulary = vocabulary()?;
    for text in [short_review()?.text.as_str(), OWN] {
        // ANCHOR: there_and_back
        let ids = vocabulary.encode(text); // (words + 1,)
        let back = vocabulary.decode(&ids);
        // ANCHOR_END: there_and_back
        writeln!(out, "text  {text}")?;
        writeln!(out, "ids   {ids:?}")?;
        writeln!(out, "back  {back}")?;
    }
    Ok(())
}

/// The same ids, decoded as if they were ranks.
///
/// # Errors
/// If the corpus cannot be written.
pub fn off_by_three(out: &mut dyn Write) -> Result<()> {
    let vocabulary = vocabulary()?;
    let text = short_review()?.text;
    // ANCHOR: off_by_three
    let ids = vocabulary.encode(&text);
    let wrong = decode_without_offset(&vocabulary, &ids);
    let right = vocabulary.decode(&ids);
    // ANCHOR_END: off_by_three
    writeln!(out, "text   {text}")?;
    writeln!(out, "wrong  {wrong}")?;
    writeln!(out, "right  {right}")?;
    Ok(())
}

/// A sentence of one's own, encoded as if ranks were ids: what a model would read.
///
/// # Errors
/// If the corpus cannot be written.
pub fn own_sentence(out: &mut dyn Write) -> Result<()> {
    let vocabulary = vocabulary()?;
    // ANCHOR: own_sentence
    let ids = encode_without_offset(&vocabulary, OWN);
    let read = vocabulary.decode(&ids); // what these ids mean to a model
    // ANCHOR_END: own_sentence
    writeln!(out, "typed  {OWN}")?;
    writeln!(out, "ids    {ids:?}")?;
    writeln!(out, "read   {read}")?;
    Ok(())
}

/// How many words of the test split survive either mistake, and the right way.
///
/// # Errors
/// If the corpus cannot be written.
pub fn measured(out: &mut dyn Write) -> Result<()> {
    let vocabulary = vocabulary()?;
    let corpus = results::practice_corpus()?;
    let mut right = [0_usize; 3];
    let mut words = 0;
    for text in texts(&corpus.test) {
        let lower = lower_case(text);
        let typed: Vec<&str> = tokenizer::words(&lower).collect();
        let ids = vocabulary.encode(text);
        let read = [
            vocabulary.decode(&ids[1..]),
            decode_without_offset(&vocabulary, &ids[1..]),
            vocabulary.decode(&encode_without_offset(&vocabulary, text)),
        ];
        words += typed.len();
        for (right, read) in right.iter_mut().zip(read) {
            *right += read.split(' ').zip(&typed).filter(|(a, b)| a == *b).count();
        }
    }
    let names = [
        "encoded and decoded with 3",
        "decoded without 3",
        "encoded without 3",
    ];
    for (name, right) in names.iter().zip(right) {
        let (right, words) = (thousands(right), thousands(words));
        writeln!(out, "{name:<26}  {right:>6} of {words} words right")?;
    }
    Ok(())
}
