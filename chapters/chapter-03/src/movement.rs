//! How far training moves the rows of rare and of frequent words.

use std::ops::RangeInclusive;

use candle_core::Tensor;
use chapter_02::INDEX_FROM;
use course::parameters::Parameters;

use crate::bag::BagOfEmbeddings;
use crate::bag_training::{EMBEDDING_DIM, SEED, row_lengths};
use crate::error::Result;
use crate::reviews::{Dataset, Part};

/// Groups of words, by the number of training reviews that they are in.
pub const GROUPS: [RangeInclusive<usize>; 3] =
    [1..=100, 101..=1_000, 1_001..=usize::MAX];

/// The words of a group, and how far their rows have moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement {
    /// How many words there are.
    pub words: usize,
    /// The mean distance between a row's place after training and before.
    pub distance: f64,
}

/// How far the rows of a bag that was trained from [`SEED`] have moved, for each of [`GROUPS`].
///
/// # Errors
/// If the table is not one of the practice vocabulary.
pub fn by_frequency(
    practice: &Dataset,
    bag: &BagOfEmbeddings,
) -> Result<Vec<Movement>> {
    let vocab_size = practice.vocabulary.vocab_size();
    let mut parameters = Parameters::new(SEED);
    let start = BagOfEmbeddings::new(vocab_size, EMBEDDING_DIM, &mut parameters)?;
    let distances = distances(start.embedding().weight(), bag.embedding().weight())?;
    let counts = review_counts(&practice.train, vocab_size);
    let words = INDEX_FROM as usize + 1..vocab_size;
    let group = |reviews: &RangeInclusive<usize>| {
        let of_group = |id: &usize| reviews.contains(&counts[*id]);
        mean(words.clone().filter(of_group).map(|id| distances[id]))
    };
    Ok(GROUPS.iter().map(group).collect())
}

/// The distance between each row of a table before and after: V numbers.
///
/// # Errors
/// If the shapes differ.
pub fn distances(before: &Tensor, after: &Tensor) -> candle_core::Result<Vec<f64>> {
    // ANCHOR: distances
    let moved = (after - before)?; // (vocab_size, embedding_dim)
    row_lengths(&moved)
    // ANCHOR_END: distances
}

/// In how many reviews of a part each id occurs, however often it does: V numbers.
///
/// # Panics
/// If an id is not below `vocab_size`.
#[must_use]
pub fn review_counts(part: &Part, vocab_size: usize) -> Vec<usize> {
    let mut counts = vec![0; vocab_size];
    for ids in &part.ids {
        let mut ids = ids.clone();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            counts[id as usize] += 1;
        }
    }
    counts
}

/// How many distances there are, and their mean; of none it is zero.
fn mean(distances: impl Iterator<Item = f64>) -> Movement {
    let (words, sum) =
        distances.fold((0, 0.0), |(words, sum), d| (words + 1, sum + d));
    Movement {
        words,
        distance: sum / words.max(1) as f64,
    }
}
