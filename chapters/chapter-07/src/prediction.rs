//! The trained model on a text of one's own.

use std::fmt;

use anyhow::{Result, ensure};
use candle_nn::ops::sigmoid;
use chapter_02::UNKNOWN;

use crate::checkpoint::Checkpoint;

/// What the model makes of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The probability that the review is positive.
    pub probability: f32,
    /// The number of words in the text.
    pub words: usize,
    /// How many of them the vocabulary does not hold.
    pub unknown: usize,
    /// How many words at the front were cut off, because the model reads so many steps only.
    pub cut: usize,
}

impl fmt::Display for Prediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = if self.probability > 0.5 {
            "positive"
        } else {
            "negative"
        };
        write!(f, "{answer}: probability of positive {:.3}", self.probability)?;
        if self.unknown > 0 {
            write!(
                f,
                "\n{} of {} words are unknown to the model",
                self.unknown, self.words
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
    let ids = checkpoint.vocabulary.encode(text);
    let words = ids.len() - 1; // without the start token
    ensure!(
        words > 0,
        "the text has no words: give the review between quotation marks"
    );
    let unknown = ids.iter().filter(|id| **id == UNKNOWN).count();
    ensure!(
        unknown < words,
        "the model knows no word of the text: its vocabulary is that of the reviews it was trained \
         on, in English"
    );
    let max_len = checkpoint.configuration.max_len;
    let logits = checkpoint.classifier.logits_of(&[&ids], None)?; // (1,)
    let probability = sigmoid(&logits)?.to_vec1::<f32>()?[0];
    ensure!(
        probability.is_finite(),
        "the model's answer is not a number: its weights in model.safetensors are damaged; train again"
    );
    Ok(Prediction {
        probability,
        words,
        unknown,
        cut: words.saturating_sub(max_len),
    })
}
