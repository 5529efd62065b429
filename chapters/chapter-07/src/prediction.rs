//! The trained model on a text of one's own.

use std::fmt;

use anyhow::{Result, ensure};
use candle_nn::ops::sigmoid;
use chapter_02::{UNKNOWN, tokenizer};

use crate::checkpoint::Checkpoint;
use crate::unsure::Unsure;

/// What the model makes of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// The probability that the review is positive.
    pub probability: f32,
    /// The probabilities that are no answer of this model.
    pub unsure: Unsure,
    /// The number of words in the text.
    pub words: usize,
    /// Those that the vocabulary does not hold, in their order, as often as they stand there.
    pub unknown: Vec<String>,
    /// How many words at the front were cut off, because the model reads so many steps only.
    pub cut: usize,
}

/// How many unknown words are named.
const NAMED: usize = 10;

/// What a model says of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Praise.
    Positive,
    /// A complaint.
    Negative,
    /// Neither: the probability is near one half.
    NearOneHalf,
    /// Neither: the model knows fewer than half of the words.
    FewWordsKnown,
}

impl Prediction {
    /// The answer. Near one half, and where most words are unknown, it is neither side.
    #[must_use]
    pub fn answer(&self) -> Answer {
        if 2 * self.unknown.len() > self.words {
            Answer::FewWordsKnown
        } else if self.unsure.holds(self.probability) {
            Answer::NearOneHalf
        } else if self.probability > 0.5 {
            Answer::Positive
        } else {
            Answer::Negative
        }
    }

    /// The unknown words, each once, the last of many left out.
    fn names_of_unknown(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for word in &self.unknown {
            if !names.contains(&word.as_str()) {
                names.push(word);
            }
        }
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let names = names.join(", ");
        match more {
            0 => names,
            more => format!("{names} and {more} more"),
        }
    }
}

impl fmt::Display for Prediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = match self.answer() {
            Answer::Positive => "positive",
            Answer::Negative => "negative",
            Answer::NearOneHalf | Answer::FewWordsKnown => "unsure",
        };
        write!(f, "{answer}: probability of positive {:.3}", self.probability)?;
        match self.answer() {
            Answer::NearOneHalf => write!(
                f,
                "\nfrom {:.2} to {:.2}, a range chosen on its validation reviews, the model takes no side",
                self.unsure.low, self.unsure.high
            )?,
            Answer::FewWordsKnown => {
                write!(f, "\nthe model knows fewer than half of the words")?;
            }
            Answer::Positive | Answer::Negative => {}
        }
        if !self.unknown.is_empty() {
            write!(
                f,
                "\n{} of {} words are unknown to the model: {}",
                self.unknown.len(),
                self.words,
                self.names_of_unknown()
            )?;
        }
        if self.cut > 0 {
            write!(
                f,
                "\nthe first {} of {} words were cut off",
                self.cut, self.words
            )?;
        }
        Ok(())
    }
}

/// Asks the model about a text.
///
/// # Errors
/// If the text has no words, or none that the model knows.
pub fn predict(checkpoint: &Checkpoint, text: &str) -> Result<Prediction> {
    let lower = tokenizer::lower_case(text);
    let words: Vec<&str> = tokenizer::words(&lower).collect();
    ensure!(
        !words.is_empty(),
        "the text has no words: give the review between quotation marks"
    );
    let is_unknown = |word: &&&str| checkpoint.vocabulary.id(word) == UNKNOWN;
    let unknown: Vec<String> = words
        .iter()
        .filter(is_unknown)
        .map(|word| (*word).to_owned())
        .collect();
    ensure!(
        unknown.len() < words.len(),
        "the model knows no word of the text: its vocabulary is that of the reviews it was trained \
         on, in English"
    );
    let ids = checkpoint.vocabulary.encode(text);
    let logits = checkpoint.classifier.logits_of(&[&ids], None)?; // (1,)
    let probability = sigmoid(&logits)?.to_vec1::<f32>()?[0];
    ensure!(
        probability.is_finite(),
        "the model's answer is not a number: its weights in model.safetensors are damaged; train again"
    );
    Ok(Prediction {
        probability,
        unsure: checkpoint.about.unsure,
        words: words.len(),
        unknown,
        cut: words.len().saturating_sub(checkpoint.about.model.max_len),
    })
}
