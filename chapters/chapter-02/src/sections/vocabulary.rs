//! The page "The commonest words".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};
use course::tutorial::NUM_WORDS;

use super::shared::{percent, print_refusal};
use crate::corpus_statistics::{self, Coverage, Words};
use crate::review::texts;
use crate::vocabulary::Vocabulary;
use crate::{practice, recorded};

/// Texts to make a small vocabulary of.
// ANCHOR: texts
pub(super) const TEXTS: [&str; 3] = [
    "A good film with a good cast.",
    "The film is bad, and the cast is bad.",
    "A good plot is not a film.",
];
// ANCHOR_END: texts

/// The ids of a vocabulary of 10.
///
/// # Errors
/// If `out` cannot be written to.
pub fn few(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: few
    let vocabulary = Vocabulary::fit(TEXTS, 10)?;
    // ANCHOR_END: few
    let rows: Vec<Vec<String>> = (0..10)
        .map(|id| vec![id.to_string(), vocabulary.word(id).to_owned()])
        .collect();
    let header = [("id", Align::Right), ("word", Align::Left)];
    write!(out, "{}", table(&header, &rows))?;
    let distinct = vocabulary.distinct_words();
    writeln!(out, "\n{distinct} different words, {} ids", vocabulary.vocab_size())?;
    Ok(())
}

/// The commonest words of the practice corpus.
///
/// # Errors
/// If the corpus cannot be written.
pub fn practice(out: &mut dyn Write) -> Result<()> {
    print_words(out, &corpus_statistics::practice()?.words)
}

/// The commonest words of the real reviews, as recorded.
///
/// # Errors
/// If the recording was spoilt.
pub fn imdb(out: &mut dyn Write) -> Result<()> {
    print_words(out, &recorded::imdb()?.measured.words)
}

fn print_words(out: &mut dyn Write, words: &Words) -> Result<()> {
    let mut known = 0;
    let rows: Vec<Vec<String>> = (1..)
        .zip(&words.commonest)
        .map(|(rank, (word, count))| {
            known += count;
            vec![
                rank.to_string(),
                word.clone(),
                thousands(*count),
                percent(*count as f64 / words.running as f64),
                percent(known as f64 / words.running as f64),
            ]
        })
        .collect();
    let header = [
        ("rank", Align::Right),
        ("word", Align::Left),
        ("count", Align::Right),
        ("of all words", Align::Right),
        ("up to here", Align::Right),
    ];
    writeln!(out, "{}", table(&header, &rows))?;
    writeln!(out, "running words    {:>9}", thousands(words.running))?;
    writeln!(out, "different words  {:>9}", thousands(words.distinct))?;
    writeln!(out, "that occur once  {:>9}", thousands(words.once))?;
    Ok(())
}

/// What vocabularies of several sizes know of the practice corpus.
///
/// # Errors
/// If the corpus cannot be written.
pub fn coverage(out: &mut dyn Write) -> Result<()> {
    print_coverage(out, &corpus_statistics::practice()?.coverage)
}

/// The same for the real reviews, as recorded.
///
/// # Errors
/// If the recording was spoilt.
pub fn imdb_coverage(out: &mut dyn Write) -> Result<()> {
    print_coverage(out, &recorded::imdb()?.measured.coverage)
}

fn print_coverage(out: &mut dyn Write, coverages: &[Coverage]) -> Result<()> {
    let rows: Vec<Vec<String>> = coverages
        .iter()
        .map(|coverage| {
            vec![
                thousands(coverage.num_words),
                percent(coverage.distinct),
                percent(coverage.train),
                percent(coverage.test),
            ]
        })
        .collect();
    let header = [
        ("ids", Align::Right),
        ("different words kept", Align::Right),
        ("training words known", Align::Right),
        ("test words known", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// What gives no vocabulary.
///
/// # Errors
/// If something is not refused.
pub fn refused(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    // ANCHOR: refused
    let none: [&str; 0] = [];
    print_refusal(out, "no reviews", Vocabulary::fit(none, NUM_WORDS))?;
    print_refusal(out, "no words", Vocabulary::fit(["...", "!"], NUM_WORDS))?;
    print_refusal(out, "2 ids", Vocabulary::fit(texts(&corpus.train), 2))
    // ANCHOR_END: refused
}
