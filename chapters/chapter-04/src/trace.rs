//! What a network holds after each word of a text.

use chapter_02::{Vocabulary, tokenizer};
use course::heat::{Group, HeatMap, Row};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::reader::Reader;

/// The most words that are traced.
pub const MOST_WORDS: usize = 500;

/// A text as a network has read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// Its words, the start token first.
    pub words: Vec<String>,
    /// The hidden state after each: `num_hiddens` numbers.
    pub states: Vec<Vec<f32>>,
    /// The probability of positive, if the text ended there.
    pub probabilities: Vec<f32>,
}

impl Trace {
    /// Reads a text.
    ///
    /// # Errors
    /// If the network was made for another vocabulary.
    pub fn of(reader: &Reader, vocabulary: &Vocabulary, text: &str) -> Result<Self> {
        let ids = vocabulary.encode(text); // (words + 1,)
        let (states, logits) = reader.layers.word_by_word(&ids)?;
        let lower = tokenizer::lower_case(text);
        let words = std::iter::once("<start>").chain(tokenizer::words(&lower));
        Ok(Self {
            words: words.map(str::to_owned).collect(),
            states: states.to_vec2()?,
            probabilities: candle_nn::ops::sigmoid(&logits)?.to_vec1()?,
        })
    }

    /// The same to two decimals, which another processor computes just so.
    #[must_use]
    pub fn rounded(&self) -> Self {
        let round = |value: &f32| (value * 100.0).round() / 100.0;
        let all = |values: &Vec<f32>| values.iter().map(round).collect();
        Self {
            words: self.words.clone(),
            states: self.states.iter().map(all).collect(),
            probabilities: all(&self.probabilities),
        }
    }

    /// The `count` units that move most while the text is read, in the order of their numbers.
    #[must_use]
    pub fn most_moving(&self, count: usize) -> Vec<usize> {
        let range = |unit: &usize| {
            let values = self.states.iter().map(|state| state[*unit]);
            let (low, high) = values.fold((f32::MAX, f32::MIN), |(low, high), h| {
                (low.min(h), high.max(h))
            });
            high - low
        };
        let num_hiddens = self.states.first().map_or(0, Vec::len);
        let mut units: Vec<usize> = (0..num_hiddens).collect();
        units.sort_by(|a, b| range(b).total_cmp(&range(a)));
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
            groups: vec![
                group("hidden state, unit", names),
                group("positive", vec!["p".to_owned()]),
            ],
            rows: rows.collect(),
        }
    }
}
