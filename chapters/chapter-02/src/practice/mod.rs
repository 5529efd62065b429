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
//! - A distant pair has the writer's verdict and somebody else's opposite one side by side at the
//!   front, in half of the pairs the writer's first; then a plot; then a third person's verdict, whose
//!   word has nothing to do with the label. Twins swap the two words at the front, so everything behind
//!   is the same in both: a model that has forgotten all but the last k words is right on exactly half
//!   of the reviews whose [`distance`](crate::Review::distance) is k or more.
//! - No two reviews of a corpus have the same words in the same order, whatever the punctuation:
//!   so no test review occurs in the training split.
//! - The shortest reviews have 5 words, a tenth have 15 or fewer, half have 45 or fewer, a tenth 80
//!   or more, and none more than 149: with a start token, 150 steps never cut a review.
//! - All of them together use about 640 words.

mod grammar;
mod words;

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use course::random::{Generator, stream};
use rand::Rng;
use rand::seq::SliceRandom;

use self::grammar::Pair;
use crate::review::{Corpus, Label, Phenomenon, Review};

/// The seed of the practice corpus that the course trains and measures on.
pub const SEED: u64 = 1;
/// Reviews in the training split unless asked otherwise.
pub const DEFAULT_TRAIN: usize = 8_000;
/// Reviews in the test split unless asked otherwise.
pub const DEFAULT_TEST: usize = 1_000;
/// The most reviews of one corpus, both splits together.
pub const MOST_REVIEWS: usize = 100_000;
/// Steps that never cut a practice review: a start token, and its words.
pub const MAX_LEN: usize = 150;
/// The most words of a review.
pub const MOST_WORDS: usize = MAX_LEN - 1;
/// Words behind the front of a distant review: a plot of 20 to 110 words, a verdict and what is left of
/// the front.
pub const DISTANCES: RangeInclusive<usize> = 25..=120;
/// Distances of [`corpus_at`].
pub const CHOSEN_DISTANCES: RangeInclusive<usize> = 20..=200;
/// Words of a sentence of a plot, on average.
const WORDS_A_SENTENCE: usize = 11;
/// Words behind the front that are not the plot's, on average.
const WORDS_BESIDE_THE_PLOT: usize = 6;

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
    /// A distance that the grammar's plots do not have.
    #[error(
        "the practice grammar has no reviews of distance {distance}: ask for {} to {}",
        CHOSEN_DISTANCES.start(),
        CHOSEN_DISTANCES.end()
    )]
    NoSuchDistance {
        /// The distance asked for.
        distance: usize,
    },
    /// The grammar found no pair that was new and short enough.
    #[error(
        "the practice grammar ran out of new reviews: ask for fewer, or use another seed"
    )]
    Exhausted,
}

/// The practice corpus that the course trains and measures on. It is written once in a program, and
/// copied from then on.
///
/// # Errors
/// Never for this seed and these sizes.
pub fn default_corpus() -> Result<Corpus, PracticeError> {
    static CORPUS: OnceLock<Result<Corpus, PracticeError>> = OnceLock::new();
    let written = || corpus(SEED, DEFAULT_TRAIN, DEFAULT_TEST);
    CORPUS.get_or_init(written).clone()
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
    splits(seed, train, test, any_kind)
}

/// A corpus of distant reviews alone, all of one distance, to ask how far a model can carry a verdict.
/// Otherwise as [`corpus`].
///
/// # Errors
///
/// As [`corpus`], and when the distance is not one of [`CHOSEN_DISTANCES`].
pub fn corpus_at(
    distance: usize,
    seed: u64,
    train: usize,
    test: usize,
) -> Result<Corpus, PracticeError> {
    if !CHOSEN_DISTANCES.contains(&distance) {
        return Err(PracticeError::NoSuchDistance { distance });
    }
    splits(seed, train, test, |rng, place| {
        let plot = plot_for(rng, distance);
        let pair = grammar::distant(rng, place.is_multiple_of(2), plot);
        (pair.distance() == distance).then_some((Phenomenon::Distant, pair))
    })
}

/// A length for a plot that may bring a review to that distance, in sentences.
fn plot_for(rng: &mut Generator, distance: usize) -> usize {
    let likely = distance.saturating_sub(WORDS_BESIDE_THE_PLOT) / WORDS_A_SENTENCE;
    rng.random_range(likely.saturating_sub(2).max(1)..=likely.max(1))
}

/// Draws the pair at a place of a split, or nothing if what was drawn does not fit.
trait Draw: Fn(&mut Generator, usize) -> Option<(Phenomenon, Pair)> {}
impl<F: Fn(&mut Generator, usize) -> Option<(Phenomenon, Pair)>> Draw for F {}

/// The words of every review so far.
type Seen = HashSet<String>;

/// A training split, and a test split that shares no review with it.
fn splits(
    seed: u64,
    train: usize,
    test: usize,
    draw: impl Draw,
) -> Result<Corpus, PracticeError> {
    check("train", train)?;
    check("test", test)?;
    if train.saturating_add(test) > MOST_REVIEWS {
        return Err(PracticeError::TooMany { train, test });
    }
    let mut seen = Seen::new();
    let mut split = |name: &str, size: usize| {
        split(&mut stream(seed, name), size / 2, &mut seen, &draw)
    };
    Ok(Corpus {
        train: split("practice train", train)?,
        test: split("practice test", test)?,
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
    seen: &mut Seen,
    draw: &impl Draw,
) -> Result<Vec<Review>, PracticeError> {
    let mut split = Vec::with_capacity(pairs);
    for place in 0..pairs {
        split.push(new_pair(seen, || draw(rng, place))?);
    }
    split.shuffle(rng);
    for pair in &mut split {
        if rng.random_range(0..2_u32) == 0 {
            pair.reverse();
        }
    }
    Ok(split.into_iter().flatten().collect())
}

/// A pair of any kind. Every fourth is of the same one, so the quarters are exact.
fn any_kind(rng: &mut Generator, place: usize) -> Option<(Phenomenon, Pair)> {
    let phenomenon = Phenomenon::ALL[place % 4];
    let pair = match phenomenon {
        Phenomenon::Plain => grammar::plain(rng),
        Phenomenon::Negation => grammar::negation(rng),
        Phenomenon::Contrast => grammar::contrast(rng),
        Phenomenon::Distant => {
            // In every other one the writer's verdict comes first.
            let writer_first = (place / 4).is_multiple_of(2);
            let plot = grammar::plot_length(rng);
            grammar::distant(rng, writer_first, plot)
        }
    };
    let far =
        phenomenon != Phenomenon::Distant || DISTANCES.contains(&pair.distance());
    (far && pair.longest() <= MOST_WORDS).then_some((phenomenon, pair))
}
// ANCHOR_END: split

/// Draws until both reviews of a pair are new, and remembers them.
fn new_pair(
    seen: &mut Seen,
    mut draw: impl FnMut() -> Option<(Phenomenon, Pair)>,
) -> Result<[Review; 2], PracticeError> {
    for _ in 0..TRIES {
        let Some((phenomenon, pair)) = draw() else {
            continue;
        };
        let both = pair.words();
        if both.iter().all(|words| !seen.contains(words)) {
            seen.extend(both);
            return Ok(labelled(pair, phenomenon));
        }
    }
    Err(PracticeError::Exhausted)
}

/// The two reviews of a pair.
fn labelled(pair: Pair, phenomenon: Phenomenon) -> [Review; 2] {
    let distance = (phenomenon == Phenomenon::Distant).then(|| pair.distance());
    [
        (pair.positive, Label::Positive),
        (pair.negative, Label::Negative),
    ]
    .map(|(text, label)| Review {
        text,
        label,
        stars: None,
        phenomenon: Some(phenomenon),
        distance,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grammar_without_new_reviews_is_an_error() {
        let pair = |text: &str| {
            let pair = Pair {
                positive: format!("Good {text}"),
                negative: format!("Bad {text}"),
            };
            Some((Phenomenon::Plain, pair))
        };
        let mut seen = HashSet::new();
        assert!(new_pair(&mut seen, || pair("film.")).is_ok());
        // Other punctuation does not make it another review.
        assert_eq!(
            new_pair(&mut seen, || pair("film!")),
            Err(PracticeError::Exhausted)
        );
        assert_eq!(new_pair(&mut seen, || None), Err(PracticeError::Exhausted));
    }
}
