//! Two mistakes that many programs make with Keras's ids, both because [`INDEX_FROM`] is forgotten.
//!
//! Keras publishes the words of its reviews by *rank*, and the reviews as *ids*: rank plus 3. Here
//! is what becomes of a text if one is taken for the other. Nothing else in the course uses this.

use crate::tokenizer;
use crate::vocabulary::{INDEX_FROM, PAD, UNKNOWN, Vocabulary};

// ANCHOR: decode
/// Ids to text, each id taken for a rank.
#[must_use]
pub fn decode_without_offset(vocabulary: &Vocabulary, ids: &[u32]) -> String {
    let words: Vec<&str> = ids
        .iter()
        .map(|&rank| match rank {
            PAD => "?", // no word has rank 0
            rank => vocabulary.word(rank + INDEX_FROM),
        })
        .collect();
    words.join(" ")
}
// ANCHOR_END: decode

// ANCHOR: encode
/// Text to ids, each rank taken for an id.
#[must_use]
pub fn encode_without_offset(vocabulary: &Vocabulary, text: &str) -> Vec<u32> {
    let lower = tokenizer::lower_case(text);
    tokenizer::words(&lower)
        .map(|word| match vocabulary.id(word) {
            UNKNOWN => UNKNOWN,
            id => id - INDEX_FROM,
        })
        .collect()
}
// ANCHOR_END: encode
