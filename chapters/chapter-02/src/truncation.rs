//! Which words a classifier never sees, by the side where long reviews are cut.

use serde::{Deserialize, Serialize};

use crate::padding::{Side, truncate};
use crate::review::{Phenomenon, Review};
use crate::tokenizer;
use crate::vocabulary::Vocabulary;

/// What cutting does to the distant reviews of the practice corpus, where the two verdicts at the
/// front decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostVerdicts {
    /// How many distant reviews there are.
    pub reviews: usize,
    /// How many lose the earlier of their verdicts.
    pub earlier: usize,
    /// How many lose the later one.
    pub later: usize,
}

/// Counts the distant reviews that lose a verdict when they are cut to `max_len` ids at `side`.
///
/// `reviews` is a split of the practice corpus: the two of a pair stand side by side.
#[must_use]
pub fn lost_verdicts(
    vocabulary: &Vocabulary,
    reviews: &[Review],
    max_len: usize,
    side: Side,
) -> LostVerdicts {
    let mut lost = LostVerdicts {
        reviews: 0,
        earlier: 0,
        later: 0,
    };
    let distant = |pair: &&[Review]| pair[0].phenomenon == Some(Phenomenon::Distant);
    for pair in reviews.chunks_exact(2).filter(distant) {
        let (one, other) =
            (vocabulary.encode(&pair[0].text), vocabulary.encode(&pair[1].text));
        let differs = |place: &usize| one[*place] != other[*place];
        let earlier = (0..one.len()).find(differs);
        let later = (0..one.len()).rfind(differs);
        let places: Vec<usize> = (0..one.len()).collect();
        let kept = truncate(&places, max_len, side);
        let is_lost =
            |place: Option<usize>| place.is_some_and(|place| !kept.contains(&place));
        // Both twins have their verdicts at the same places.
        lost.reviews += 2;
        lost.earlier += 2 * usize::from(is_lost(earlier));
        lost.later += 2 * usize::from(is_lost(later));
    }
    lost
}

/// Words of a verdict, chosen before anything was counted.
pub const VERDICT_WORDS: [&str; 12] = [
    "great",
    "good",
    "best",
    "excellent",
    "recommend",
    "overall",
    "bad",
    "worst",
    "awful",
    "boring",
    "waste",
    "avoid",
];

/// How often a word stands in what long reviews lose. Either cut drops equally many words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndCount {
    /// The word.
    pub word: String,
    /// Occurrences in what a cut in front drops.
    pub front: usize,
    /// Occurrences in what a cut at the back drops.
    pub back: usize,
}

/// How often each of [`VERDICT_WORDS`] stands in what `texts` lose when they are cut to `max_len`
/// ids, the start token being one of them. Words that they do not lose are left out.
#[must_use]
pub fn end_counts<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    max_len: usize,
) -> Vec<EndCount> {
    let mut front = [0_usize; VERDICT_WORDS.len()];
    let mut back = front;
    for text in texts {
        let lower = tokenizer::lower_case(text);
        let words: Vec<&str> = tokenizer::words(&lower).collect();
        let dropped = (words.len() + 1).saturating_sub(max_len);
        count_verdict_words(&words[..dropped], &mut front);
        count_verdict_words(&words[words.len() - dropped..], &mut back);
    }
    let counts = VERDICT_WORDS.iter().zip(front.into_iter().zip(back));
    counts
        .map(|(word, (front, back))| EndCount {
            word: (*word).to_owned(),
            front,
            back,
        })
        .filter(|count| count.front + count.back > 0)
        .collect()
}

fn count_verdict_words(words: &[&str], counts: &mut [usize; VERDICT_WORDS.len()]) {
    for word in words {
        if let Some(place) = VERDICT_WORDS.iter().position(|verdict| verdict == word)
        {
            counts[place] += 1;
        }
    }
}
