//! The practice corpus: reviews written by a small grammar, so that it is known what makes each
//! one positive or negative.
//!
//! - Four kinds, a quarter of the pairs each: plain, negation, contrast, distant
//!   ([`Phenomenon`]). The first kinds get one pair more where a quarter is not whole.
//! - Reviews come in *pairs*, one positive and one negative, next to each other in their split. So
//!   every split is balanced, and a cut at an even place parts no pair.
//! - The two reviews of a negation, contrast or distant pair are *twins*: the very same words and
//!   punctuation, with opposite sentiment words in each other's places. A model that only counts
//!   words is right on exactly one of the two. Nothing but the swapped words carries sentiment.
//! - The two of a plain pair share a skeleton and differ in sentiment words.
//! - In half of the distant pairs the writer's verdict comes first, in the other half somebody
//!   else's. At least 15 and at most 80 words stand between the two. The other verdict is always the
//!   opposite one, so the last sentence is enough for a model that notes whose verdict it is.
//! - No two reviews of a corpus have the same words in the same order, whatever the punctuation:
//!   so no test review occurs in the training split.
//! - The shortest reviews have 5 words, a tenth have 15 or fewer, half have 40 or fewer, a tenth 76
//!   or more, and none more than 118: with a start token, 120 steps never cut a review.
//! - All of them together use about 640 words.

mod grammar;
mod words;

use std::collections::HashSet;

use course::random::{Generator, stream};
use rand::Rng;
use rand::seq::SliceRandom;

use self::grammar::Pair;
use crate::review::{Corpus, Label, Phenomenon, Review};

/// The seed of the practice corpus that the course trains and measures on.
pub const SEED: u64 = 1;
/// Reviews in the training split unless asked otherwise.
pub const DEFAULT_TRAIN: usize = 4_000;
/// Reviews in the test split unless asked otherwise.
pub const DEFAULT_TEST: usize = 1_000;
/// The most reviews of one corpus, both splits together.
pub const MOST_REVIEWS: usize = 200_000;
/// The most words of a review.
pub const MOST_WORDS: usize = 118;

/// How often a pair is drawn again before the grammar is taken to have no new one.
const TRIES: usize = 1_000;

/// Why there is no practice corpus of the sizes asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PracticeError {
    /// A split of no reviews.
    #[error(
        "the {split} split of the practice corpus is empty: ask for 2 reviews or more"
    )]
    Empty {
        /// "train" or "test".
        split: &'static str,
    },
    /// Half a pair.
    #[error(
        "the {split} split of the practice corpus cannot have {size} reviews: \
         they come in pairs, so ask for an even number"
    )]
    Odd {
        /// "train" or "test".
        split: &'static str,
        /// The number asked for.
        size: usize,
    },
    /// More than the grammar is made for.
    #[error(
        "{train} training and {test} test reviews are more than the practice grammar tells apart: \
         ask for {MOST_REVIEWS} together or fewer"
    )]
    TooMany {
        /// Training reviews asked for.
        train: usize,
        /// Test reviews asked for.
        test: usize,
    },
    /// The grammar found no pair that was new and short enough.
    #[error(
        "the practice grammar ran out of new reviews: ask for fewer, or use another seed"
    )]
    Exhausted,
}

/// The practice corpus that the course trains and measures on.
///
/// # Errors
/// Never for this seed and these sizes.
pub fn default_corpus() -> Result<Corpus, PracticeError> {
    corpus(SEED, DEFAULT_TRAIN, DEFAULT_TEST)
}

/// Writes a corpus with `train` and `test` reviews, both even. The same seed gives the same corpus
/// on every machine; the training split does not depend on the size of the test split.
///
/// # Errors
///
/// When a size is 0 or odd, or both together exceed [`MOST_REVIEWS`].
pub fn corpus(
    seed: u64,
    train: usize,
    test: usize,
) -> Result<Corpus, PracticeError> {
    check("train", train)?;
    check("test", test)?;
    if train.saturating_add(test) > MOST_REVIEWS {
        return Err(PracticeError::TooMany { train, test });
    }
    let mut seen = HashSet::new();
    Ok(Corpus {
        train: split(&mut stream(seed, "practice train"), train / 2, &mut seen)?,
        test: split(&mut stream(seed, "practice test"), test / 2, &mut seen)?,
        unlabelled: Vec::new(),
    })
}

/// A split needs whole pairs, at least one.
fn check(split: &'static str, size: usize) -> Result<(), PracticeError> {
    match size {
        0 => Err(PracticeError::Empty { split }),
        _ if size % 2 == 1 => Err(PracticeError::Odd { split, size }),
        _ => Ok(()),
    }
}

// ANCHOR: split
/// A split of `pairs` pairs, the two of a pair side by side. No review is in `seen`
/// yet; all are added to it.
fn split(
    rng: &mut Generator,
    pairs: usize,
    seen: &mut HashSet<Vec<String>>,
) -> Result<Vec<Review>, PracticeError> {
    let mut split = Vec::with_capacity(pairs);
    for place in 0..pairs {
        // Every fourth pair is of the same kind, so the quarters are exact.
        let phenomenon = Phenomenon::ALL[place % 4];
        // Of that kind's pairs, every other one.
        let writer_first = place / 4 % 2 == 0;
        let pair = new_pair(seen, || match phenomenon {
            Phenomenon::Plain => grammar::plain(rng),
            Phenomenon::Negation => grammar::negation(rng),
            Phenomenon::Contrast => grammar::contrast(rng),
            Phenomenon::Distant => grammar::distant(rng, writer_first),
        })?;
        split.push(labelled(pair, phenomenon));
    }
    split.shuffle(rng);
    for pair in &mut split {
        if rng.random_range(0..2_u32) == 0 {
            pair.reverse();
        }
    }
    Ok(split.into_iter().flatten().collect())
}
// ANCHOR_END: split

/// Draws until both reviews of a pair are new and short enough, and remembers them.
fn new_pair(
    seen: &mut HashSet<Vec<String>>,
    mut draw: impl FnMut() -> Pair,
) -> Result<Pair, PracticeError> {
    for _ in 0..TRIES {
        let pair = draw();
        let both = [words_of(&pair.positive), words_of(&pair.negative)];
        if both
            .iter()
            .all(|words| words.len() <= MOST_WORDS && !seen.contains(words))
        {
            seen.extend(both);
            return Ok(pair);
        }
    }
    Err(PracticeError::Exhausted)
}

/// A review's words in lower case, without punctuation: what a tokenizer leaves of it.
fn words_of(text: &str) -> Vec<String> {
    text.to_ascii_lowercase()
        .replace(|letter: char| letter.is_ascii_punctuation() && letter != '\'', " ")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// The two reviews of a pair.
fn labelled(pair: Pair, phenomenon: Phenomenon) -> [Review; 2] {
    [
        (pair.positive, Label::Positive),
        (pair.negative, Label::Negative),
    ]
    .map(|(text, label)| Review {
        text,
        label,
        stars: None,
        phenomenon: Some(phenomenon),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grammar_without_new_reviews_is_an_error() {
        let pair = |text: &str| Pair {
            positive: format!("Good {text}"),
            negative: format!("Bad {text}"),
        };
        let mut seen = HashSet::new();
        assert!(new_pair(&mut seen, || pair("film.")).is_ok());
        // Other punctuation does not make it another review.
        assert_eq!(
            new_pair(&mut seen, || pair("film!")),
            Err(PracticeError::Exhausted)
        );
        assert_eq!(
            new_pair(&mut seen, || pair(&"long ".repeat(MOST_WORDS))),
            Err(PracticeError::Exhausted)
        );
    }
}
