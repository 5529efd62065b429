//! The page "What the units hold".

use std::io::Write;

use anyhow::{Context, Result};
use chapter_02::{Phenomenon, practice};
use chapter_03::reviews::Dataset;
use course::text::{Align, table};

use crate::network::network;
use crate::recorded;
use crate::trace::Trace;
use crate::units::{self, Follows};

/// Twins of one sentence.
const TWINS: [&str; 2] = [
    "The plot was not good, it was bad.",
    "The plot was not bad, it was good.",
];

/// How many texts [`texts`] gives.
pub const TEXTS: usize = TWINS.len() + 2;

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

/// What a heat map shows, in words.
pub const DESCRIPTION: &str = "A row for each word of a text, a column for each of some units of the \
     hidden state, and one for the probability of positive. Each cell holds the value in tenths, on a \
     tint that is the stronger the further it is from zero, of one colour above zero and of another \
     below.";
/// Units that a heat map shows unless asked otherwise.
pub const UNITS: usize = 10;

/// What single units of the network follow, and all of them together.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn follows(out: &mut dyn Write) -> Result<()> {
    let follows = recorded::network()?.measured.follows;
    let data = Dataset::practice()?;
    let network = network(data.vocabulary.vocab_size())?;
    let together = units::together(&network.reader, &data)?;
    let row = |(follows, together): (Follows, f64)| {
        let numbers = [follows.correlation, together];
        let [correlation, together] = numbers.map(|number| format!("{number:.2}"));
        vec![
            follows.what,
            follows.unit.to_string(),
            correlation,
            together,
        ]
    };
    let rows: Vec<_> = follows.into_iter().zip(together).map(row).collect();
    let header = [
        ("what is known", Align::Left),
        ("unit", Align::Right),
        ("correlation", Align::Right),
        ("all units together", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Twins of one sentence, word by word.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn sentence(out: &mut dyn Write) -> Result<()> {
    let traces = recorded::network()?.measured.traces;
    let units = traces.first().context("no trace")?.most_moving(UNITS);
    for (i, trace) in traces.iter().take(TWINS.len()).enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        write!(out, "{}", trace.heat_map(&units).text(false))?;
    }
    Ok(())
}

/// How far the state moves at a step of a distant review's second half.
///
/// # Errors
/// If `out` cannot be written to.
pub fn movement(out: &mut dyn Write) -> Result<()> {
    let data = Dataset::practice()?;
    let network = network(data.vocabulary.vocab_size())?;
    let moved = units::movement(&network.reader, &data)?;
    for (verdict, moved) in ["loathed it", "adored it"].iter().zip(moved) {
        let mean = moved.iter().sum::<f64>() / moved.len() as f64;
        let least = moved.iter().copied().fold(f64::INFINITY, f64::min);
        let most = moved.iter().copied().fold(0.0, f64::max);
        let reviews = moved.len();
        writeln!(
            out,
            "{verdict:10}  {reviews} reviews, {mean:.2} a step (from {least:.2} to {most:.2})"
        )?;
    }
    Ok(())
}

/// What the chapter's network holds after each word of a text: `cargo run -p chapter-04 -- trace "…"`.
///
/// # Errors
/// If the text has no word or too many.
pub fn typed(text: &str) -> Result<Trace> {
    let vocabulary = Dataset::practice()?.vocabulary;
    let network = network(vocabulary.vocab_size())?;
    Ok(Trace::of(&network.reader, &vocabulary, text)?)
}
