//! The page "Looking at vectors".

use std::io::Write;

use anyhow::Result;
use candle_core::Tensor;
use chapter_02::INDEX_FROM;
use course::figures::Point;

use super::trained::{TrainedBag, trained_bag};
use crate::bag::BagOfEmbeddings;
use crate::looking::{
    self, Scored, by_sentiment, components as principal_components,
};

/// Words to ask for their neighbours.
const ASKED: [&str; 3] = ["good", "dull", "the"];
/// Words to name in the figure.
const NAMED: [&str; 8] = [
    "good", "great", "moving", "bad", "dull", "dreadful", "not", "the",
];
const NEIGHBOURS: usize = 5;

/// Words and numbers in one line.
fn line(words: &[Scored], decimals: usize) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|(word, number)| format!("{word} {number:.decimals$}"))
        .collect();
    words.join("  ")
}

/// The nearest neighbours of some words.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn neighbours(out: &mut dyn Write) -> Result<()> {
    let TrainedBag { practice, bag, .. } = trained_bag()?;
    let table = bag.embedding().weight();
    for word in ASKED {
        let mut found =
            looking::neighbours(table, &practice.vocabulary, word, NEIGHBOURS)?;
        // Words that print the same number come in the order of the alphabet, on every machine.
        let printed = |cosine: f64| (cosine * 100.0).round();
        found.sort_by(|(a, x), (b, y)| {
            printed(*y).total_cmp(&printed(*x)).then(a.cmp(b))
        });
        writeln!(out, "{word:5}  {}", line(&found, 2))?;
    }
    Ok(())
}

/// The ends of the direction of sentiment.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn sentiment(out: &mut dyn Write) -> Result<()> {
    let TrainedBag { practice, bag, .. } = trained_bag()?;
    let table = bag.embedding().weight();
    let words = by_sentiment(table, &bag.direction()?, &practice.vocabulary)?;
    let (first, last) = (&words[..6], &words[words.len() - 6..]);
    writeln!(out, "negative  {}", line(first, 0))?;
    writeln!(out, "positive  {}", line(last, 0))?;
    Ok(())
}

/// How much of the vectors' variance lies along each principal component.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn components(out: &mut dyn Write) -> Result<()> {
    let bag = &trained_bag()?.bag;
    for (i, component) in principal_components(&words(bag)?, 3)?.iter().enumerate() {
        writeln!(
            out,
            "component {}  {:.2} of the variance",
            i + 1,
            component.share
        )?;
    }
    Ok(())
}

/// The vectors of the words, without those of the reserved ids: (words, `embedding_dim`).
fn words(bag: &BagOfEmbeddings) -> Result<Tensor> {
    let table = bag.embedding().weight();
    let reserved = INDEX_FROM as usize + 1;
    Ok(table
        .narrow(0, reserved, table.dim(0)? - reserved)?
        .detach())
}

/// Every word at its first two principal components.
///
/// # Errors
/// If training diverges.
pub fn plane() -> Result<Vec<Point>> {
    let TrainedBag { practice, bag, .. } = trained_bag()?;
    let words = words(bag)?;
    let components = principal_components(&words, 2)?;
    let centred = words.broadcast_sub(&words.mean_keepdim(0)?)?; // (words, embedding_dim)
    let directions: Vec<Vec<f32>> = components
        .iter()
        .map(|component| component.direction.iter().map(|x| *x as f32).collect())
        .collect();
    let directions = Tensor::new(directions, words.device())?; // (2, embedding_dim)
    let places = centred.matmul(&directions.t()?)?; // (words, 2)
    let point = |(id, place): (u32, Vec<f32>)| {
        let word = practice.vocabulary.word(id);
        let named = NAMED.contains(&word);
        Point {
            name: if named {
                word.to_owned()
            } else {
                String::new()
            },
            at: (f64::from(place[0]), f64::from(place[1])),
        }
    };
    let ids = INDEX_FROM + 1..;
    Ok(ids.zip(places.to_vec2::<f32>()?).map(point).collect())
}
