//! How often each word occurs: the commonest first.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::tokenizer;

/// How often each word occurs.
type Counts = FxHashMap<String, usize>;

// ANCHOR: ranked
/// Every word of `texts` with its count, the commonest first. Words of equal count
/// are in the order of their bytes, so the order of the texts does not matter.
#[must_use]
pub fn ranked_words<'a>(
    texts: impl IntoIterator<Item = &'a str>,
) -> Vec<(String, usize)> {
    let mut ranked: Vec<(String, usize)> = count_words(texts).into_iter().collect();
    ranked.par_sort_unstable_by(|(a, count_a), (b, count_b)| {
        (Reverse(count_a), a).cmp(&(Reverse(count_b), b))
    });
    ranked
}
// ANCHOR_END: ranked

/// The sum of the counts: how many words the texts have, one after the other.
#[must_use]
pub fn running_words(ranked: &[(String, usize)]) -> usize {
    ranked.iter().map(|(_, count)| count).sum()
}

/// Every core counts a part of the texts; the parts are then added up.
fn count_words<'a>(texts: impl IntoIterator<Item = &'a str>) -> Counts {
    let texts: Vec<&str> = texts.into_iter().collect();
    let part = texts.len().div_ceil(rayon::current_num_threads()).max(1);
    texts
        .par_chunks(part)
        .map(count_part)
        .reduce(Counts::default, add)
}

// ANCHOR: count
fn count_part(texts: &[&str]) -> Counts {
    let mut counts = Counts::default();
    for text in texts {
        for word in tokenizer::words(&tokenizer::lower_case(text)) {
            match counts.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(word.to_owned(), 1);
                }
            }
        }
    }
    counts
}
// ANCHOR_END: count

fn add(mut counts: Counts, part: Counts) -> Counts {
    for (word, count) in part {
        *counts.entry(word).or_insert(0) += count;
    }
    counts
}
