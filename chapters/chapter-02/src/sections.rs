//! What the chapter's pages show: a function a page, each printing that page's output.

use std::io::Write;

use anyhow::{Context, Result};
use course::section::Section;
use course::terminal::{Align, table, thousands};

use crate::{Phenomenon, Review, Side, Vocabulary, pad_sequences, practice, tokenizer};

/// The sections in the order of the pages.
pub const ALL: &[Section] = &[words, vocabulary, padding, practice];

/// A sentence with everything that the tokenizer's rule is about.
const SENTENCE: &str = "The plot? I don't CARE.<br />It's \"GOOD\" fun, 10/10 – 정말 👍";

/// Texts to fit a small vocabulary on.
const REVIEWS: [&str; 3] = [
    "A good film with a good cast.",
    "The film is bad, and the cast is bad.",
    "A good plot is not a film.",
];

/// The seed of the practice corpus on the page.
const SEED: u64 = 1;

/// One sentence, cut into words.
///
/// # Errors
/// If `out` cannot be written to.
pub fn words(out: &mut dyn Write) -> Result<()> {
    let lower = tokenizer::lower_case(SENTENCE);
    let words: Vec<&str> = tokenizer::words(&lower).collect();
    writeln!(out, "text   {SENTENCE}")?;
    writeln!(out, "words  {}", words.join(" | "))?;
    Ok(())
}

/// The ids of a vocabulary of 10, and a text there and back.
///
/// # Errors
/// If `out` cannot be written to.
pub fn vocabulary(out: &mut dyn Write) -> Result<()> {
    let vocabulary = Vocabulary::fit(REVIEWS, 10);
    let rows: Vec<Vec<String>> = (0..10)
        .map(|id| vec![id.to_string(), vocabulary.word(id).to_owned()])
        .collect();
    write!(
        out,
        "{}",
        table(&[("id", Align::Right), ("word", Align::Left)], &rows)
    )?;
    writeln!(
        out,
        "{} distinct words, {} ids\n",
        vocabulary.distinct_words(),
        vocabulary.vocab_size()
    )?;
    let text = "The cast is good, the plot is not!";
    let ids = vocabulary.encode(text);
    writeln!(out, "text  {text}")?;
    writeln!(out, "ids   {ids:?}")?;
    writeln!(out, "back  {}", vocabulary.decode(&ids))?;
    Ok(())
}

/// A short and a long sequence made 6 wide, padded and truncated at either side.
///
/// # Errors
/// If `out` cannot be written to.
pub fn padding(out: &mut dyn Write) -> Result<()> {
    let vocabulary = Vocabulary::fit(REVIEWS, 100);
    let sequences =
        vocabulary.encode_all(["A good film.", "The film is bad, and the cast is bad."]);
    for sequence in &sequences {
        writeln!(out, "{} ids: {sequence:?}", sequence.len())?;
    }
    for side in [Side::Pre, Side::Post] {
        let padded = pad_sequences(&sequences, 6, side, side)?;
        writeln!(out, "\n{side:?}, shape {:?}", padded.ids.dims())?;
        let rows: Vec<Vec<u32>> = padded.ids.to_vec2()?;
        for (row, length) in rows.iter().zip(&padded.lengths) {
            writeln!(out, "{row:?}  length {length}")?;
        }
    }
    Ok(())
}

/// The practice corpus: how many reviews of each kind, and two twins.
///
/// # Errors
/// If `out` cannot be written to.
pub fn practice(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::corpus(SEED, practice::DEFAULT_TRAIN, practice::DEFAULT_TEST)?;
    let count = |reviews: &[Review], phenomenon| {
        let of_kind = reviews.iter().filter(|r| r.phenomenon == Some(phenomenon));
        thousands(of_kind.count())
    };
    let table_rows: Vec<Vec<String>> = Phenomenon::ALL
        .into_iter()
        .map(|phenomenon| {
            vec![
                phenomenon.name().to_owned(),
                count(&corpus.train, phenomenon),
                count(&corpus.test, phenomenon),
            ]
        })
        .collect();
    let header = [
        ("phenomenon", Align::Left),
        ("train", Align::Right),
        ("test", Align::Right),
    ];
    writeln!(out, "{}", table(&header, &table_rows))?;
    let first = corpus
        .train
        .iter()
        .position(|review| review.phenomenon == Some(Phenomenon::Negation))
        .context("the practice corpus holds no negation")?;
    for review in &corpus.train[first..first + 2] {
        writeln!(out, "{:?}: {}", review.label, review.text)?;
    }
    Ok(())
}
