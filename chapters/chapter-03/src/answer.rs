//! What a bag answers to a text, and what each word of it adds to the answer.

use chapter_02::{UNKNOWN, Vocabulary, tokenizer};

use crate::bag::BagOfEmbeddings;
use crate::error::Result;

/// A word's share of a logit.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// As it stands in the text, in lower case; `<start>` for the start token.
    pub word: String,
    /// Its id.
    pub id: u32,
    /// What it adds to the logit.
    pub share: f64,
}

/// The answer to a text, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The shares of its words, in their order. With the bias they add up to the logit.
    pub shares: Vec<Share>,
    /// The bias of the dense layer.
    pub bias: f64,
    /// Above zero for positive.
    pub logit: f64,
}

impl Answer {
    /// The probability of positive.
    #[must_use]
    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + (-self.logit).exp())
    }

    /// How many words the text has, the start token left out.
    #[must_use]
    pub fn words(&self) -> usize {
        self.shares.len() - 1
    }

    /// How many words the vocabulary does not know.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.shares
            .iter()
            .filter(|share| share.id == UNKNOWN)
            .count()
    }
}

/// The answer of a bag to a text.
///
/// # Errors
/// If the bag was made for another vocabulary.
pub fn answer(
    bag: &BagOfEmbeddings,
    vocabulary: &Vocabulary,
    text: &str,
) -> Result<Answer> {
    let ids = vocabulary.encode(text); // (words + 1,)
    let logit = bag.logits_of(&[&ids])?.to_vec1::<f32>()?[0];
    // ANCHOR: shares
    let direction = bag.direction()?.unsqueeze(1)?; // (embedding_dim, 1)
    let votes = bag.embedding().weight().matmul(&direction)?; // (vocab_size, 1)
    let votes = votes.squeeze(1)?.to_vec1::<f32>()?; // (vocab_size,)
    let share = |id: &u32| f64::from(votes[*id as usize]) / ids.len() as f64;
    // ANCHOR_END: shares
    let lower = tokenizer::lower_case(text);
    let words = std::iter::once("<start>").chain(tokenizer::words(&lower));
    let shares = words
        .zip(&ids)
        .map(|(word, id)| Share {
            word: word.to_owned(),
            id: *id,
            share: share(id),
        })
        .collect();
    Ok(Answer {
        shares,
        bias: f64::from(bag.bias()?),
        logit: f64::from(logit),
    })
}
