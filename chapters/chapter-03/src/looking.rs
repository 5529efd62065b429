//! What a trained table holds: neighbours, the direction of sentiment, principal components.

use candle_core::{D, Tensor};
use chapter_02::{UNKNOWN, Vocabulary};

use crate::error::{Result, VectorError};

/// A word and a number of it.
pub type Scored = (String, f64);

/// The cosine of each row of `table` (V, E) with `vector` (E): (V,).
///
/// # Errors
/// If the lengths differ.
pub fn cosines(table: &Tensor, vector: &Tensor) -> candle_core::Result<Tensor> {
    // ANCHOR: cosine
    let products = table.matmul(&vector.unsqueeze(1)?)?.squeeze(1)?; // (vocab_size,)
    let lengths = table.sqr()?.sum(D::Minus1)?.sqrt()?; // (vocab_size,)
    let length = vector.sqr()?.sum_all()?.sqrt()?; // a scalar
    products.div(&lengths.broadcast_mul(&length)?)
    // ANCHOR_END: cosine
}

/// The `count` words whose vectors point most nearly where `word`'s points, without itself.
///
/// # Errors
/// If the vocabulary does not hold the word.
pub fn neighbours(
    table: &Tensor,
    vocabulary: &Vocabulary,
    word: &str,
    count: usize,
) -> Result<Vec<Scored>> {
    let id = vocabulary.id(word);
    if id == UNKNOWN {
        return Err(VectorError::UnknownWord {
            word: word.to_owned(),
        });
    }
    let cosines = cosines(table, &table.get(id as usize)?)?;
    let mut found = scored(&cosines, vocabulary)?;
    found.retain(|(other, _)| other != word);
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(count);
    Ok(found)
}

/// Each word's share in the direction of sentiment, the most negative word first.
///
/// # Errors
/// If `direction` is not as long as a row of the table.
pub fn by_sentiment(
    table: &Tensor,
    direction: &Tensor,
    vocabulary: &Vocabulary,
) -> Result<Vec<Scored>> {
    // ANCHOR: sentiment
    let column = direction.unsqueeze(1)?; // (embedding_dim, 1)
    let votes = table.matmul(&column)?.squeeze(1)?; // (vocab_size,)
    // ANCHOR_END: sentiment
    let mut votes = scored(&votes, vocabulary)?;
    votes.sort_by(|a, b| a.1.total_cmp(&b.1));
    Ok(votes)
}

/// The words of the vocabulary with their numbers; the reserved ids are left out.
fn scored(numbers: &Tensor, vocabulary: &Vocabulary) -> Result<Vec<Scored>> {
    let numbers = numbers.to_vec1::<f32>()?;
    let words = (0u32..)
        .zip(numbers)
        .skip(chapter_02::INDEX_FROM as usize + 1);
    let named = |(id, number)| (vocabulary.word(id).to_owned(), f64::from(number));
    Ok(words.map(named).collect())
}

/// A direction of a cloud of points, and how much of the cloud's spread lies along it.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// A vector of length 1.
    pub direction: Vec<f64>,
    /// The share of all variance.
    pub share: f64,
}

/// The first principal components of `rows` (count, E): the directions of the greatest variance,
/// each at a right angle to those before it. Pointed so that its largest number is positive.
///
/// # Errors
/// If the rows are not f32.
pub fn components(
    rows: &Tensor,
    count: usize,
) -> candle_core::Result<Vec<Component>> {
    // ANCHOR: covariance
    let centred = rows.broadcast_sub(&rows.mean_keepdim(0)?)?; // (count, embedding_dim)
    let covariance = centred.t()?.matmul(&centred)?; // (embedding_dim, embedding_dim)
    // ANCHOR_END: covariance
    let mut left: Vec<Vec<f64>> = covariance
        .to_vec2::<f32>()?
        .into_iter()
        .map(|row| row.into_iter().map(f64::from).collect())
        .collect();
    let all: f64 = (0..left.len()).map(|i| left[i][i]).sum();
    let mut components = Vec::with_capacity(count);
    for _ in 0..count {
        let (direction, variance) = strongest(&left);
        for (i, row) in left.iter_mut().enumerate() {
            for (j, entry) in row.iter_mut().enumerate() {
                *entry -= variance * direction[i] * direction[j];
            }
        }
        components.push(Component {
            direction,
            share: variance / all,
        });
    }
    Ok(components)
}

/// The eigenvector of a symmetric matrix with the greatest eigenvalue, and that, by power iteration.
fn strongest(matrix: &[Vec<f64>]) -> (Vec<f64>, f64) {
    // ANCHOR: power
    let mut direction: Vec<f64> =
        (1..=matrix.len()).map(|i| 1.0 / i as f64).collect();
    let mut length = 0.0;
    for _ in 0..1_000 {
        let moved: Vec<f64> =
            matrix.iter().map(|row| dot(row, &direction)).collect();
        length = dot(&moved, &moved).sqrt();
        direction = moved.into_iter().map(|entry| entry / length).collect();
    }
    // ANCHOR_END: power
    let largest = direction
        .iter()
        .copied()
        .fold(0.0f64, |a, b| if b.abs() > a.abs() { b } else { a });
    if largest < 0.0 {
        direction.iter_mut().for_each(|entry| *entry = -*entry);
    }
    (direction, length)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
