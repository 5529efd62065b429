//! The page "What the units hold".

use std::io::Write;

use anyhow::{Context, Result};
use chapter_02::{Phenomenon, practice};
use course::text::{Align, table};

use crate::recorded;
use crate::trace::Trace;

/// Twins of one sentence.
const TWINS: [&str; 2] = [
    "The plot was not good, it was bad.",
    "The plot was not bad, it was good.",
];

/// What the network of the page has read: two twins of one sentence, and two distant ones.
///
/// # Errors
/// If there is no distant test review.
pub fn texts() -> Result<Vec<String>> {
    let corpus = practice::default_corpus()?;
    let twins = corpus.test.chunks(2);
    let distant =
        twins.filter(|twins| twins[0].phenomenon == Some(Phenomenon::Distant));
    let shortest = distant.min_by_key(|twins| twins[0].distance);
    let distant = shortest.context("no distant review")?.iter();
    let sentences = TWINS.iter().map(|text| (*text).to_owned());
    Ok(sentences
        .chain(distant.map(|review| review.text.clone()))
        .collect())
}
