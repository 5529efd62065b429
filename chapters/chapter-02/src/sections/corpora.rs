//! The page "Two corpora".

use std::collections::HashSet;
use std::io::Write;

use anyhow::{Context, Result};
use course::text::{Align, table, thousands};

use super::shared::print_refusal;
use crate::practice::{self, SEED};
use crate::recorded;
use crate::review::{Label, Phenomenon, Review};
use crate::tokenizer;

/// The two labels and their numbers.
///
/// # Errors
/// If `out` cannot be written to.
pub fn labels(out: &mut dyn Write) -> Result<()> {
    for label in [Label::Negative, Label::Positive] {
        writeln!(out, "{:<8}  target {}", format!("{label:?}"), label.target())?;
    }
    Ok(())
}

/// How often each number of stars was given, as recorded.
///
/// # Errors
/// If the recording was spoilt.
pub fn stars(out: &mut dyn Write) -> Result<()> {
    let rows: Vec<Vec<String>> = recorded::imdb()?
        .measured
        .stars
        .iter()
        .map(|row| {
            let label = match row.stars {
                1..=4 => "negative",
                7..=10 => "positive",
                _ => "–",
            };
            vec![
                row.stars.to_string(),
                label.to_owned(),
                thousands(row.train),
                thousands(row.test),
            ]
        })
        .collect();
    let header = [
        ("stars", Align::Right),
        ("label", Align::Left),
        ("training reviews", Align::Right),
        ("test reviews", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// How many practice reviews there are of each kind.
///
/// # Errors
/// If the corpus cannot be written.
pub fn kinds(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: corpus
    let corpus =
        practice::corpus(SEED, practice::DEFAULT_TRAIN, practice::DEFAULT_TEST)?;
    // ANCHOR_END: corpus
    let count = |reviews: &[Review], kind| {
        let of_kind = reviews.iter().filter(|r| r.phenomenon == Some(kind));
        thousands(of_kind.count())
    };
    let rows = Phenomenon::ALL.map(|kind| {
        vec![
            kind.name().to_owned(),
            count(&corpus.train, kind),
            count(&corpus.test, kind),
        ]
    });
    let header = [
        ("kind", Align::Left),
        ("training reviews", Align::Right),
        ("test reviews", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The shortest pair of a kind.
///
/// # Errors
/// If there is none.
pub fn shortest_pair(reviews: &[Review], kind: Phenomenon) -> Result<&[Review; 2]> {
    let (pairs, _) = reviews.as_chunks();
    pairs
        .iter()
        .filter(|pair| pair[0].phenomenon == Some(kind))
        .min_by_key(|[first, second]| first.text.len() + second.text.len())
        .with_context(|| {
            format!("the practice corpus has no {} review", kind.name())
        })
}

/// A short pair of each kind.
///
/// # Errors
/// If the corpus cannot be written.
pub fn twins(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    for (i, kind) in Phenomenon::ALL.into_iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", kind.name())?;
        for review in shortest_pair(&corpus.train, kind)? {
            writeln!(out, "  {:?}: {}", review.label, review.text)?;
        }
    }
    Ok(())
}

/// How many pairs are one bag of words, and how many test reviews stand in the training split.
///
/// # Errors
/// If the corpus cannot be written.
pub fn bags(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    // ANCHOR: bag
    let bag = |review: &Review| {
        let mut bag = words_of(review);
        bag.sort_unstable(); // what is left without the order
        bag
    };
    // ANCHOR_END: bag
    for kind in Phenomenon::ALL {
        let pairs = corpus.train.chunks_exact(2);
        let of_kind = pairs.filter(|pair| pair[0].phenomenon == Some(kind));
        let (mut same, mut all) = (0, 0);
        for pair in of_kind {
            all += 1;
            same += usize::from(bag(&pair[0]) == bag(&pair[1]));
        }
        writeln!(out, "{:<8}  {same:>3} of {all} pairs are one bag", kind.name())?;
    }
    let known: HashSet<Vec<String>> = corpus.train.iter().map(words_of).collect();
    let tests = corpus.test.iter().map(words_of);
    let seen = tests.filter(|words| known.contains(words)).count();
    writeln!(out, "\ntest reviews that are training reviews  {seen}")?;
    Ok(())
}

/// The words of a review, in their order.
fn words_of(review: &Review) -> Vec<String> {
    tokenizer::words(&tokenizer::lower_case(&review.text))
        .map(str::to_owned)
        .collect()
}

/// How many distant reviews have what decides so far from their end.
///
/// # Errors
/// If the corpus cannot be written.
pub fn distances(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let count = |reviews: &[Review], least: usize| {
        let distances = reviews.iter().filter_map(|review| review.distance);
        thousands(distances.filter(|distance| *distance >= least).count())
    };
    let rows = [*practice::DISTANCES.start(), 40, 60, 80, 100].map(|least| {
        vec![
            format!("{least} or more"),
            count(&corpus.train, least),
            count(&corpus.test, least),
        ]
    });
    let header = [
        ("distance", Align::Left),
        ("training reviews", Align::Right),
        ("test reviews", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Sizes that no practice corpus can have.
///
/// # Errors
/// If something is not refused.
pub fn refused(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: refused
    print_refusal(out, "0 reviews", practice::corpus(SEED, 0, 100))?;
    print_refusal(out, "7 reviews", practice::corpus(SEED, 100, 7))?;
    print_refusal(out, "a million", practice::corpus(SEED, 1_000_000, 100))
    // ANCHOR_END: refused
}
