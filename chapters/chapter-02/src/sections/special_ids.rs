//! The page "Ids that stand for no word".

use std::io::Write;

use anyhow::{Context, Result};
use course::text::thousands;
use course::tutorial::NUM_WORDS;

use crate::offset::{decode_without_offset, encode_without_offset};
use crate::practice;
use crate::review::{Review, texts};
use crate::tokenizer::{self, lower_case};
use crate::vocabulary::Vocabulary;

/// What a reader might type.
const OWN: &str = "The acting was not dull, it was mesmerising.";

/// The vocabulary of the practice corpus.
fn vocabulary() -> Result<Vocabulary> {
    let corpus = practice::default_corpus()?;
    Ok(Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?)
}

/// The first short review of the test split.
fn short_review() -> Result<Review> {
    let corpus = practice::default_corpus()?;
    let short = |review: &Review| review.text.split(' ').count() <= 12;
    corpus
        .test
        .into_iter()
        .find(short)
        .context("the practice corpus has no short review")
}

/// A review as ids and back, and a sentence with a word that is not in the vocabulary.
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
    let ids = vocabulary.encode(&text);
    let wrong = decode_without_offset(&vocabulary, &ids);
    let right = vocabulary.decode(&ids);
    writeln!(out, "text   {text}")?;
    writeln!(out, "wrong  {wrong}")?;
    writeln!(out, "right  {right}")?;
    Ok(())
}

/// A typed sentence, encoded as if ranks were ids: what a model would read.
///
/// # Errors
/// If the corpus cannot be written.
pub fn own_sentence(out: &mut dyn Write) -> Result<()> {
    let vocabulary = vocabulary()?;
    let ids = encode_without_offset(&vocabulary, OWN);
    let read = vocabulary.decode(&ids); // what these ids mean to a model
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
    let corpus = practice::default_corpus()?;
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
