//! n-grams: a review as the set of its terms, its words, and if asked for the pairs of neighbours among them.

use chapter_02::{START, UNKNOWN, Vocabulary};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::error::{Result, VectorError};

/// A word followed by a word.
type Pair = (u32, u32);

/// The terms that a model knows, each with an id.
#[derive(Clone, Debug)]
pub struct Ngrams {
    vocabulary: Vocabulary,
    /// The pairs, in the order of their ids, which follow those of the words.
    pairs: Vec<Pair>,
    pair_ids: FxHashMap<Pair, u32>,
}

impl Ngrams {
    /// The commonest words of the training texts, those whose id is below `num_words`.
    ///
    /// # Errors
    /// If there are no texts, or `num_words` leaves no word.
    pub fn words(texts: &[&str], num_words: usize) -> Result<Self> {
        if texts.is_empty() {
            return Err(VectorError::NoReviews { part: "training" });
        }
        let vocabulary = Vocabulary::fit(texts.iter().copied(), num_words)?;
        Ok(Self {
            vocabulary,
            pairs: Vec::new(),
            pair_ids: FxHashMap::default(),
        })
    }

    /// Every word of the training texts, and every pair that is in at least `min_reviews` of them.
    ///
    /// # Errors
    /// If there are no texts.
    pub fn words_and_pairs(texts: &[&str], min_reviews: u32) -> Result<Self> {
        let mut terms = Self::words(texts, usize::MAX)?;
        // ANCHOR: pairs
        let mut counts: FxHashMap<Pair, u32> = FxHashMap::default();
        for pairs in terms.pairs_of_all(texts) {
            for pair in pairs {
                *counts.entry(pair).or_default() += 1;
            }
        }
        counts.retain(|_, reviews| *reviews >= min_reviews);
        let mut pairs: Vec<Pair> = counts.into_keys().collect();
        pairs.sort_unstable();
        // ANCHOR_END: pairs
        let first = terms.vocabulary.vocab_size() as u32;
        terms.pair_ids = pairs.iter().copied().zip(first..).collect();
        terms.pairs = pairs;
        Ok(terms)
    }

    /// How many rows a table of these terms has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.vocabulary.vocab_size() + self.pairs.len()
    }

    /// The term of an id, as `good` or `not good`.
    #[must_use]
    pub fn name(&self, id: u32) -> String {
        let word = |id| self.vocabulary.word(id);
        match (id as usize).checked_sub(self.vocabulary.vocab_size()) {
            None => word(id).to_owned(),
            Some(i) => self.pairs.get(i).map_or_else(
                || "<unused>".to_owned(),
                |&(first, second)| format!("{} {}", word(first), word(second)),
            ),
        }
    }

    /// The ids of the known terms of a text, each once, in ascending order.
    #[must_use]
    pub fn of(&self, text: &str) -> Vec<u32> {
        let words = self.vocabulary.encode(text);
        let pairs = words.windows(2).filter_map(|pair| {
            let pair = (pair[0], pair[1]);
            self.pair_ids.get(&pair).copied()
        });
        let known = words.iter().copied().filter(|id| is_word(*id));
        let mut terms: Vec<u32> = known.chain(pairs).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// [`of`](Self::of) for many texts, on every core, in their order.
    #[must_use]
    pub fn of_all(&self, texts: &[&str]) -> Vec<Vec<u32>> {
        texts.par_iter().map(|text| self.of(text)).collect()
    }

    /// For each text the pairs of known words, each once.
    fn pairs_of_all(&self, texts: &[&str]) -> Vec<Vec<Pair>> {
        let pairs_of = |text: &&str| {
            let words = self.vocabulary.encode(text);
            let pairs = words.windows(2).map(|pair| (pair[0], pair[1]));
            let mut pairs: Vec<Pair> = pairs
                .filter(|(first, second)| is_word(*first) && is_word(*second))
                .collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        };
        texts.par_iter().map(pairs_of).collect()
    }
}

fn is_word(id: u32) -> bool {
    id != START && id != UNKNOWN
}
