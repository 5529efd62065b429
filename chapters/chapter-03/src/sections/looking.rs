//! The page "Looking at vectors".

use std::io::Write;

use anyhow::Result;
use candle_core::Tensor;
use chapter_02::INDEX_FROM;
use course::figures::Point;

use crate::bag::BagOfEmbeddings;
use crate::bag_training::trained;
use crate::looking::{self, Scored, by_sentiment, components as principal_components};
use crate::results::SEED;
use crate::reviews::Practice;

/// Words to ask for their neighbours.
const ASKED: [&str; 3] = ["good", "dull", "the"];
/// Words to name in the figure.
const NAMED: [&str; 10] = [
    "good", "great", "moving", "bad", "dull", "boring", "not", "but", "the", "film",
];
const NEIGHBOURS: usize = 5;

fn bag() -> Result<(Practice, BagOfEmbeddings)> {
    let practice = Practice::new()?;
    let bag = trained(&practice, SEED)?;
    Ok((practice, bag))
}

/// Words and numbers in one line.
fn line(words: &[Scored]) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|(word, number)| format!("{word} {number:.2}"))
        .collect();
    words.join("  ")
}

/// The nearest neighbours of some words.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn neighbours(out: &mut dyn Write) -> Result<()> {
    let (practice, bag) = bag()?;
    let table = bag.embedding().weight();
    for word in ASKED {
        let found = looking::neighbours(table, &practice.vocabulary, word, NEIGHBOURS)?;
        writeln!(out, "{word:5}  {}", line(&found))?;
    }
    Ok(())
}

/// The ends of the direction of sentiment.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn sentiment(out: &mut dyn Write) -> Result<()> {
    let (practice, bag) = bag()?;
    let table = bag.embedding().weight();
    let words = by_sentiment(table, &bag.direction()?, &practice.vocabulary)?;
    let (first, last) = (&words[..6], &words[words.len() - 6..]);
    writeln!(out, "negative  {}", line(first))?;
    writeln!(out, "positive  {}", line(last))?;
    Ok(())
}

/// How much of the vectors' variance lies along each principal component.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn components(out: &mut dyn Write) -> Result<()> {
    let (_, bag) = bag()?;
    for (i, component) in principal_components(&words(&bag)?, 3)?.iter().enumerate() {
        writeln!(
            out,
            "component {}  {:.3} of the variance",
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
    let (practice, bag) = bag()?;
    let words = words(&bag)?;
    // ANCHOR: plane
    let components = principal_components(&words, 2)?;
    let centred = words.broadcast_sub(&words.mean_keepdim(0)?)?; // (words, embedding_dim)
    let directions: Vec<Vec<f32>> = components
        .iter()
        .map(|component| component.direction.iter().map(|x| *x as f32).collect())
        .collect();
    let directions = Tensor::new(directions, words.device())?; // (2, embedding_dim)
    let places = centred.matmul(&directions.t()?)?; // (words, 2)
    // ANCHOR_END: plane
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
