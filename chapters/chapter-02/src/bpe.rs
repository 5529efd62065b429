//! Byte-pair encoding by hand: pieces of words, learnt by joining the commonest pair again and again.
//!
//! It begins with the 256 bytes, so there is a piece for everything that can be typed, and no text
//! is ever unknown. Words come from the chapter's [tokenizer], each with a space in front, and
//! no piece reaches over the end of a word.
//!
//! Sennrich, Haddow and Birch 2016 (cite: sennrich2016); on bytes as in GPT-2, Radford et al. 2019
//! (cite: radford2019).

use rustc_hash::FxHashMap;

use crate::counts::ranked_words;
use crate::tokenizer;
use crate::vocabulary::{RESERVED, START};

/// The ids of the 256 bytes follow the special ones; the first merge gets the id after them.
pub const FIRST_MERGE: usize = RESERVED + 256;

/// Why no pieces could be learnt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BpeError {
    /// There are no texts, or none with a word in it.
    #[error(
        "the training texts hold no word, so there is no pair of pieces to join"
    )]
    NoWords,
    /// The special ids and the bytes alone need more.
    #[error(
        "{vocab_size} ids are too few for byte-pair encoding: the special ids and the 256 bytes \
         take {FIRST_MERGE}"
    )]
    TooFewIds {
        /// How many ids were asked for.
        vocab_size: usize,
    },
}

/// Two pieces that were joined to a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The ids of the left and of the right piece.
    pub pair: Pair,
    /// How often they stood side by side in the training texts.
    pub count: usize,
}

/// Two neighbouring ids.
pub type Pair = (u32, u32);

/// Pieces of words and the merges that made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bpe {
    /// The bytes of each piece; the first has the id `RESERVED`.
    pieces: Vec<Vec<u8>>,
    /// In the order in which they were learnt.
    merges: Vec<Merge>,
    /// The id that a pair is joined to.
    joined: FxHashMap<Pair, u32>,
}

/// A word while pieces are learnt: its pieces so far, and how often it occurs.
struct Word {
    ids: Vec<u32>,
    count: usize,
}

impl Bpe {
    /// Learns pieces from training texts until there are `vocab_size` ids, or no pair occurs twice.
    ///
    /// Of two pairs that are equally common, the one with the lower ids is joined.
    ///
    /// # Errors
    /// If the texts hold no word, or `vocab_size` is less than [`FIRST_MERGE`].
    pub fn fit<'a>(
        texts: impl IntoIterator<Item = &'a str>,
        vocab_size: usize,
    ) -> Result<Self, BpeError> {
        if vocab_size < FIRST_MERGE {
            return Err(BpeError::TooFewIds { vocab_size });
        }
        let mut words: Vec<Word> = ranked_words(texts)
            .into_iter()
            .map(|(word, count)| Word {
                ids: bytes_of(&word),
                count,
            })
            .collect();
        if words.is_empty() {
            return Err(BpeError::NoWords);
        }
        let mut bpe = Self::of_bytes();
        // ANCHOR: fit
        let mut pairs = FxHashMap::default();
        for word in &words {
            add(&mut pairs, word);
        }
        while bpe.vocab_size() < vocab_size {
            let Some(merge) = commonest(&pairs) else {
                break;
            };
            let id = bpe.push(merge);
            for word in words.iter_mut().filter(|word| holds(word, merge.pair)) {
                subtract(&mut pairs, word);
                join(&mut word.ids, merge.pair, id);
                add(&mut pairs, word);
            }
        }
        // ANCHOR_END: fit
        Ok(bpe)
    }

    /// A piece for each byte, and no merges.
    fn of_bytes() -> Self {
        Self {
            pieces: (0..=u8::MAX).map(|byte| vec![byte]).collect(),
            merges: Vec::new(),
            joined: FxHashMap::default(),
        }
    }

    /// Adds the piece that a merge makes; returns its id.
    fn push(&mut self, merge: Merge) -> u32 {
        let id = self.vocab_size() as u32;
        let (left, right) = merge.pair;
        let bytes = [self.bytes(left), self.bytes(right)].concat();
        self.pieces.push(bytes);
        self.merges.push(merge);
        self.joined.insert(merge.pair, id);
        id
    }

    /// V, the number of ids, the special ones included.
    #[must_use]
    pub fn vocab_size(&self) -> usize {
        RESERVED + self.pieces.len()
    }

    /// The merges in the order in which they were learnt.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The same with the first `vocab_size` ids only: what [`fit`](Self::fit) would have learnt for
    /// that size.
    #[must_use]
    pub fn first(&self, vocab_size: usize) -> Self {
        let merges = vocab_size.saturating_sub(FIRST_MERGE);
        let mut first = Self::of_bytes();
        for merge in self.merges.iter().take(merges) {
            first.push(*merge);
        }
        first
    }

    /// Text to ids: [`START`], then the pieces of each word.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let lower = tokenizer::lower_case(text);
        std::iter::once(START)
            .chain(tokenizer::words(&lower).flat_map(|word| self.encode_word(word)))
            .collect()
    }

    // ANCHOR: encode_word
    /// The ids of one word's pieces: merges are applied in the order they were learnt.
    #[must_use]
    pub fn encode_word(&self, word: &str) -> Vec<u32> {
        let mut ids = bytes_of(word);
        while let Some((id, pair)) = neighbours(&ids)
            .filter_map(|pair| Some((*self.joined.get(&pair)?, pair)))
            .min()
        {
            join(&mut ids, pair, id);
        }
        ids
    }
    // ANCHOR_END: encode_word

    // ANCHOR: decode
    /// Ids to text: the pieces one after the other. Special ids leave nothing.
    #[must_use]
    pub fn decode(&self, ids: &[u32]) -> String {
        let bytes: Vec<u8> =
            ids.iter().flat_map(|&id| self.bytes(id)).copied().collect();
        let text = String::from_utf8_lossy(&bytes);
        text.strip_prefix(' ').unwrap_or(&text).to_owned()
    }
    // ANCHOR_END: decode

    /// A piece as text, its space shown as `▁`, and `�` for bytes that are not a whole character.
    #[must_use]
    pub fn piece(&self, id: u32) -> String {
        String::from_utf8_lossy(self.bytes(id)).replace(' ', "▁")
    }

    /// The bytes of a piece; empty for an id without a piece.
    fn bytes(&self, id: u32) -> &[u8] {
        (id as usize)
            .checked_sub(RESERVED)
            .and_then(|place| self.pieces.get(place))
            .map_or(&[], Vec::as_slice)
    }
}

// ANCHOR: bytes_of
/// The bytes of a word with a space in front, as ids.
fn bytes_of(word: &str) -> Vec<u32> {
    std::iter::once(b' ')
        .chain(word.bytes())
        .map(|byte| RESERVED as u32 + u32::from(byte))
        .collect()
}
// ANCHOR_END: bytes_of

/// Every two ids that stand side by side.
fn neighbours(ids: &[u32]) -> impl Iterator<Item = Pair> {
    ids.windows(2).map(|pair| (pair[0], pair[1]))
}

fn holds(word: &Word, pair: Pair) -> bool {
    neighbours(&word.ids).any(|other| other == pair)
}

/// How often each pair occurs.
type PairCounts = FxHashMap<Pair, usize>;

/// Counts the pairs of a word, as often as the word occurs.
fn add(pairs: &mut PairCounts, word: &Word) {
    for pair in neighbours(&word.ids) {
        *pairs.entry(pair).or_insert(0) += word.count;
    }
}

/// Takes back what [`add`] counted for a word.
fn subtract(pairs: &mut PairCounts, word: &Word) {
    for pair in neighbours(&word.ids) {
        if let Some(count) = pairs.get_mut(&pair) {
            *count -= word.count;
            if *count == 0 {
                pairs.remove(&pair);
            }
        }
    }
}

/// The commonest pair, if it occurs more than once.
fn commonest(pairs: &PairCounts) -> Option<Merge> {
    let (&pair, &count) = pairs
        .iter()
        .max_by_key(|&(&pair, &count)| (count, std::cmp::Reverse(pair)))?;
    (count > 1).then_some(Merge { pair, count })
}

// ANCHOR: join
/// Puts `id` in the place of every `pair`, from left to right.
fn join(ids: &mut Vec<u32>, pair: Pair, id: u32) {
    let mut joined = Vec::with_capacity(ids.len());
    for &next in ids.iter() {
        match joined.last_mut() {
            Some(last) if (*last, next) == pair => *last = id,
            _ => joined.push(next),
        }
    }
    *ids = joined;
}
// ANCHOR_END: join
