//! What there is to count in a corpus: the numbers of the chapter's pages.
//!
//! Counts, shares and single common words only; no text of a review leaves this module.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use course::tutorial::{MAX_LEN, NUM_WORDS};
use rustc_hash::FxHashMap;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::bpe::{Bpe, FIRST_MERGE};
use crate::counts::{ranked_words, running_words};
use crate::coverage::coverage;
use crate::lengths::{Summary, Width};
use crate::practice;
use crate::review::{Corpus, Review, texts};
use crate::tokenizer;
use crate::truncation::{EndCount, end_counts};
use crate::vocabulary::{RESERVED, UNKNOWN, Vocabulary};

/// Vocabulary sizes whose coverage is measured; those beyond the words of the corpus are left out.
const VOCABULARY_SIZES: [usize; 12] = [
    20, 50, 100, 200, 500, 1_000, 2_000, 5_000, NUM_WORDS, 10_000, 20_000, 50_000,
];
/// Numbers of ids that byte-pair encoding is measured at, as long as there are pairs left to join.
const PIECE_SIZES: [usize; 6] = [FIRST_MERGE, 400, 800, 1_600, 3_200, NUM_WORDS];
/// After the first ten ranks, each rank that is drawn is so many times the one before.
const RANK_STEP: f64 = 1.2;

/// What differs from corpus to corpus.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The widths that are compared.
    pub widths: &'static [usize],
    /// The ids that words and pieces get in their comparison.
    pub num_words: usize,
}

/// For the practice corpus.
pub const PRACTICE: Plan = Plan {
    widths: &[20, 40, 60, 80, practice::MAX_LEN],
    num_words: 400,
};
/// For the real reviews.
pub const IMDB: Plan = Plan {
    widths: &[64, 128, 256, MAX_LEN, 1_024, 2_494],
    num_words: NUM_WORDS,
};

/// Everything counted in a corpus. "Words" are running words unless they are called distinct.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorpusStatistics {
    /// Reviews in the training split.
    pub train_reviews: usize,
    /// Reviews in the test split.
    pub test_reviews: usize,
    /// How often each number of stars was given; only where there are stars.
    pub stars: Vec<Stars>,
    /// The words of the training split.
    pub words: Words,
    /// Rank and count of some words, the commonest first.
    pub zipf: Vec<(usize, usize)>,
    /// By the size of the vocabulary.
    pub coverage: Vec<Coverage>,
    /// Lengths of the training reviews in ids, start token included.
    pub lengths: Summary,
    /// What tables of several widths do to the training reviews.
    pub widths: Vec<Width>,
    /// Which words long training reviews lose, at [`MAX_LEN`].
    pub ends: Vec<EndCount>,
    /// Pieces of words in place of words.
    pub pieces: Pieces,
    /// How many training reviews have each length.
    #[serde(deserialize_with = "with_numbers_as_keys")]
    pub length_counts: BTreeMap<usize, usize>,
}

/// How many reviews were given a number of stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stars {
    /// 1 to 10.
    pub stars: u8,
    /// Training reviews.
    pub train: usize,
    /// Test reviews.
    pub test: usize,
}

/// The words of the training split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// All of them, one after the other.
    pub running: usize,
    /// Different ones.
    pub distinct: usize,
    /// Different ones that occur once.
    pub once: usize,
    /// The share of the different ones that occur once.
    pub once_share: f64,
    /// The commonest ten, with their counts.
    pub commonest: Vec<(String, usize)>,
    /// Rank of `br`, which is what the tokenizer leaves of a line break; 0 if it does not occur.
    pub br_rank: usize,
    /// The share of the running words that are `br`.
    pub br_share: f64,
}

/// The share of the running words that a vocabulary of the training split knows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// The ids of the vocabulary, special ones included.
    pub num_words: usize,
    /// The share of the different training words that it keeps.
    pub distinct: f64,
    /// The share of the training words that it knows.
    pub train: f64,
    /// The share of the test words that it knows.
    pub test: f64,
}

/// A word vocabulary and byte pairs with the same number of ids; and byte pairs of several sizes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pieces {
    /// The ids that both have.
    pub vocab_size: usize,
    /// The share of the test words that the word vocabulary does not know.
    pub unknown: f64,
    /// Mean pieces for a test word that the word vocabulary knows.
    pub pieces_a_known_word: f64,
    /// Mean pieces for a test word that the word vocabulary does not know; 0 where it knows all.
    pub pieces_an_unknown_word: f64,
    /// Lengths of the training reviews in pieces, start token included.
    pub lengths: Summary,
    /// The share of the training reviews that have more than [`MAX_LEN`] pieces.
    pub cut_reviews: f64,
    /// By the number of ids.
    pub sizes: Vec<PieceSize>,
}

/// Byte-pair encoding with one number of ids.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PieceSize {
    /// The ids.
    pub vocab_size: usize,
    /// Mean pieces for a training word.
    pub train: f64,
    /// Mean pieces for a test word.
    pub test: f64,
}

/// Reads an object whose keys are numbers. In JSON a key is text, and serde turns it into a number
/// only where the object is not part of a flattened one, as it is in a record.
fn with_numbers_as_keys<'de, D: Deserializer<'de>>(
    object: D,
) -> Result<BTreeMap<usize, usize>, D::Error> {
    let entries = BTreeMap::<String, usize>::deserialize(object)?;
    entries
        .into_iter()
        .map(|(key, value)| Ok((key.parse().map_err(D::Error::custom)?, value)))
        .collect()
}

/// Counts everything in the practice corpus of the chapter's pages.
///
/// # Errors
/// If the corpus cannot be written.
pub fn practice() -> Result<CorpusStatistics> {
    measure(&practice::default_corpus()?, PRACTICE)
}

/// Counts everything.
///
/// # Errors
/// If a split has no words.
pub fn measure(corpus: &Corpus, plan: Plan) -> Result<CorpusStatistics> {
    let train = ranked_words(texts(&corpus.train));
    let test = ranked_words(texts(&corpus.test));
    anyhow::ensure!(!test.is_empty(), "the test split holds no word");
    let every_word = Vocabulary::fit(texts(&corpus.train), usize::MAX)?;
    let lengths: Vec<usize> = every_word
        .encode_all(texts(&corpus.train))
        .iter()
        .map(Vec::len)
        .collect();
    Ok(CorpusStatistics {
        train_reviews: corpus.train.len(),
        test_reviews: corpus.test.len(),
        stars: stars(corpus),
        words: words(&train),
        zipf: zipf(&train),
        coverage: coverages(&train, &test),
        lengths: Summary::of(&lengths)
            .context("the training split has no review")?,
        widths: plan
            .widths
            .iter()
            .map(|&max_len| Width::of(&lengths, max_len))
            .collect(),
        ends: end_counts(texts(&corpus.train), MAX_LEN),
        pieces: pieces(corpus, &train, &test, plan.num_words)?,
        length_counts: length_counts(&lengths),
    })
}

fn stars(corpus: &Corpus) -> Vec<Stars> {
    let count = |reviews: &[Review], stars| {
        let given = reviews.iter().filter(|review| review.stars == Some(stars));
        given.count()
    };
    if corpus.train.iter().all(|review| review.stars.is_none()) {
        return Vec::new();
    }
    (1..=10)
        .map(|stars| Stars {
            stars,
            train: count(&corpus.train, stars),
            test: count(&corpus.test, stars),
        })
        .collect()
}

fn words(ranked: &[(String, usize)]) -> Words {
    let running = running_words(ranked);
    let once = ranked.iter().filter(|(_, count)| *count == 1).count();
    let br = ranked.iter().position(|(word, _)| word == "br");
    Words {
        running,
        distinct: ranked.len(),
        once,
        once_share: once as f64 / ranked.len() as f64,
        commonest: ranked[..ranked.len().min(10)].to_vec(),
        br_rank: br.map_or(0, |place| place + 1),
        br_share: br.map_or(0.0, |place| ranked[place].1 as f64 / running as f64),
    }
}

/// The first ten ranks, then further and further apart, and the last.
fn zipf(ranked: &[(String, usize)]) -> Vec<(usize, usize)> {
    let mut ranks = Vec::new();
    let mut rank = 1;
    while rank < ranked.len() {
        ranks.push(rank);
        rank = (rank + 1).max((rank as f64 * RANK_STEP).round() as usize);
    }
    ranks.push(ranked.len());
    ranks
        .into_iter()
        .map(|rank| (rank, ranked[rank - 1].1))
        .collect()
}

fn coverages(train: &[(String, usize)], test: &[(String, usize)]) -> Vec<Coverage> {
    let every_word = train.len() + RESERVED;
    VOCABULARY_SIZES
        .into_iter()
        .filter(|size| *size < every_word)
        .chain([every_word])
        .map(|num_words| Coverage {
            num_words,
            distinct: (num_words - RESERVED) as f64 / train.len() as f64,
            train: coverage(train, train, num_words),
            test: coverage(train, test, num_words),
        })
        .collect()
}

fn length_counts(lengths: &[usize]) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for &length in lengths {
        *counts.entry(length).or_insert(0) += 1;
    }
    counts
}

fn pieces(
    corpus: &Corpus,
    train: &[(String, usize)],
    test: &[(String, usize)],
    num_words: usize,
) -> Result<Pieces> {
    let most = PIECE_SIZES.into_iter().fold(num_words, usize::max);
    let bpe = Bpe::fit(texts(&corpus.train), most)?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), num_words)?;
    let (known, unknown): (Vec<_>, Vec<_>) = test
        .iter()
        .cloned()
        .partition(|(word, _)| vocabulary.id(word) != UNKNOWN);

    let same_size = bpe.first(num_words);
    let lengths = lengths_in_pieces(&same_size, train, texts(&corpus.train));
    let cut = lengths.iter().filter(|length| **length > MAX_LEN).count();
    let mut sizes: Vec<usize> = PIECE_SIZES.into_iter().collect();
    sizes.retain(|size| *size < bpe.vocab_size());
    sizes.push(bpe.vocab_size());
    Ok(Pieces {
        vocab_size: num_words,
        unknown: 1.0 - coverage(train, test, num_words),
        pieces_a_known_word: pieces_a_word(&same_size, &known),
        pieces_an_unknown_word: pieces_a_word(&same_size, &unknown),
        cut_reviews: cut as f64 / lengths.len() as f64,
        lengths: Summary::of(&lengths)
            .context("the training split has no review")?,
        sizes: sizes
            .into_iter()
            .map(|vocab_size| {
                let bpe = bpe.first(vocab_size);
                PieceSize {
                    vocab_size,
                    train: pieces_a_word(&bpe, train),
                    test: pieces_a_word(&bpe, test),
                }
            })
            .collect(),
    })
}

/// Mean number of pieces of running words; 0 if there are none.
fn pieces_a_word(bpe: &Bpe, words: &[(String, usize)]) -> f64 {
    let pieces: usize = words
        .iter()
        .map(|(word, count)| count * bpe.encode_word(word).len())
        .sum();
    pieces as f64 / running_words(words).max(1) as f64
}

/// Every review's length in pieces, start token included. Each word is encoded once.
fn lengths_in_pieces<'a>(
    bpe: &Bpe,
    ranked: &[(String, usize)],
    texts: impl Iterator<Item = &'a str>,
) -> Vec<usize> {
    let pieces: FxHashMap<&str, usize> = ranked
        .iter()
        .map(|(word, _)| (word.as_str(), bpe.encode_word(word).len()))
        .collect();
    texts
        .map(|text| {
            let lower = tokenizer::lower_case(text);
            let words = tokenizer::words(&lower);
            1 + words.map(|word| pieces[word]).sum::<usize>()
        })
        .collect()
}
