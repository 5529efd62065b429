//! What a network holds after each word of a text.

use candle_core::DType;
use candle_nn::ops::sigmoid;
use chapter_02::{Vocabulary, tokenizer};
use course::heat::{Group, HeatMap, Row};
use serde::{Deserialize, Serialize};

use crate::error::{Result, SequenceError};
use crate::reader::Reader;

/// The most words that are traced.
pub const MOST_WORDS: usize = 500;

/// The words of a text as a network reads them, the start token first.
///
/// # Errors
/// If there is none, or there are more than [`MOST_WORDS`].
pub fn words_of(text: &str) -> Result<Vec<String>> {
    let lower = tokenizer::lower_case(text);
    let words = std::iter::once("<start>").chain(tokenizer::words(&lower));
    let words: Vec<String> = words.map(str::to_owned).collect();
    match words.len() - 1 {
        1..=MOST_WORDS => Ok(words),
        found => Err(SequenceError::Words {
            found,
            most: MOST_WORDS,
        }),
    }
}

/// A text as a network has read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// Its words, the start token first.
    pub words: Vec<String>,
    /// The hidden state after each: `num_hiddens` numbers.
    pub states: Vec<Vec<f64>>,
    /// The probability of positive, if the text ended there.
    pub probabilities: Vec<f64>,
}

impl Trace {
    /// Reads a text.
    ///
    /// # Errors
    /// If it has no word or more than [`MOST_WORDS`], or the network was made for another vocabulary.
    pub fn of(reader: &Reader, vocabulary: &Vocabulary, text: &str) -> Result<Self> {
        let words = words_of(text)?;
        let ids = vocabulary.encode(text); // (words + 1,)
        let (states, logits) = reader.layers.word_by_word(&ids)?;
        Ok(Self {
            words,
            states: states.to_dtype(DType::F64)?.to_vec2()?,
            probabilities: sigmoid(&logits.to_dtype(DType::F64)?)?.to_vec1()?,
        })
    }

    /// The same to two decimals, which another processor computes just so.
    #[must_use]
    pub fn rounded(&self) -> Self {
        let round = |value: &f64| (value * 100.0).round() / 100.0;
        let all = |values: &Vec<f64>| values.iter().map(round).collect();
        Self {
            words: self.words.clone(),
            states: self.states.iter().map(all).collect(),
            probabilities: all(&self.probabilities),
        }
    }

    /// The `count` units that move most while the text is read, in the order of their numbers.
    #[must_use]
    pub fn most_moving(&self, count: usize) -> Vec<usize> {
        let range = |unit| {
            let values = self.states.iter().map(|state| state[unit]);
            let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), h| {
                (low.min(h), high.max(h))
            });
            high - low
        };
        self.first_by(range, count)
    }

    /// The `count` units that differ most from those of a trace of as many words, over the second half
    /// of them, in the order of their numbers.
    #[must_use]
    pub fn most_different(&self, other: &Self, count: usize) -> Vec<usize> {
        let pairs = self.states.iter().zip(&other.states);
        let late: Vec<_> = pairs.skip(self.states.len() / 2).collect();
        let distance =
            |unit: usize| late.iter().map(|(a, b)| (a[unit] - b[unit]).abs()).sum();
        self.first_by(distance, count)
    }

    /// The `count` units of which `number` is greatest.
    fn first_by(&self, number: impl Fn(usize) -> f64, count: usize) -> Vec<usize> {
        let num_hiddens = self.states.first().map_or(0, Vec::len);
        let mut units: Vec<usize> = (0..num_hiddens).collect();
        units.sort_by(|a, b| number(*b).total_cmp(&number(*a)));
        units.truncate(count);
        units.sort_unstable();
        units
    }

    /// Some units after each word, and the probability of positive.
    #[must_use]
    pub fn heat_map(&self, units: &[usize]) -> HeatMap {
        let group = |name: &str, columns| Group {
            name: name.to_owned(),
            columns,
        };
        let names = units.iter().map(usize::to_string).collect();
        let rows = (0..self.words.len()).map(|t| Row {
            word: self.words[t].clone(),
            values: units
                .iter()
                .map(|unit| self.states[t][*unit])
                .chain([self.probabilities[t]])
                .collect(),
        });
        HeatMap {
            groups: vec![group("unit", names), group("", vec!["p".to_owned()])],
            rows: rows.collect(),
        }
    }
}
