//! What share of a text's words a vocabulary of each size knows.

use rustc_hash::FxHashSet;

use crate::counts::running_words;
use crate::vocabulary::RESERVED;

// ANCHOR: coverage
/// The share of the running words of `texts` that a vocabulary of `num_words` ids
/// knows if it was made of the training texts. Both are given by their ranked words,
/// `texts` with at least one.
#[must_use]
pub fn coverage(
    train: &[(String, usize)],
    texts: &[(String, usize)],
    num_words: usize,
) -> f64 {
    let kept = num_words.saturating_sub(RESERVED).min(train.len());
    let known: FxHashSet<&str> = train[..kept]
        .iter()
        .map(|(word, _)| word.as_str())
        .collect();
    let covered: usize = texts
        .iter()
        .filter(|(word, _)| known.contains(word.as_str()))
        .map(|(_, count)| count)
        .sum();
    covered as f64 / running_words(texts) as f64
}
// ANCHOR_END: coverage
