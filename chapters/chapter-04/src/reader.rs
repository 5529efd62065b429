//! A classifier that reads reviews: padded to one width, with a mask or without.

use candle_core::Tensor;
use chapter_02::{PaddedIds, Side, pad_sequences};
use chapter_03::VectorError;
use chapter_03::reviews::Part;
use chapter_03::training::Model;
use course::random::Generator;

use crate::classifier::SequenceClassifier;
use crate::error::Result;
use crate::mask::Mask;

/// A classifier, and how it takes its reviews.
pub struct Reader {
    /// Its layers.
    pub layers: SequenceClassifier,
    /// Steps that every review is padded or cut to; it is cut in front.
    pub max_len: usize,
    /// Where pads stand.
    pub padding: Side,
    /// Whether pads are skipped.
    pub mask: bool,
}

impl Reader {
    /// One logit a review, (batch,), for reviews given as their ids. While training, `rng` draws the
    /// masks of dropout.
    ///
    /// # Errors
    /// If an id is outside of the embedding.
    pub fn logits_of<S: AsRef<[u32]>>(
        &self,
        reviews: &[S],
        rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        let (ids, mask) = self.padded(reviews)?; // (batch, max_len)
        let mask = self.mask.then_some(&mask);
        self.layers.forward(&ids, mask, rng) // (batch,)
    }

    /// Reviews padded to one width: ids (batch, `max_len`), and where their words are. Of a longer review
    /// the last ids are kept, as the tutorial does.
    fn padded<S: AsRef<[u32]>>(&self, reviews: &[S]) -> Result<(Tensor, Mask)> {
        let padded = pad_sequences(reviews, self.max_len, self.padding, Side::Pre);
        let PaddedIds { ids, lengths } = padded.map_err(candle_core::Error::wrap)?;
        Ok((ids, Mask::new(lengths, self.padding)))
    }
}

/// Trained by the loop of chapter 3.
impl Model for Reader {
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        rng: Option<&mut Generator>,
    ) -> std::result::Result<Tensor, VectorError> {
        Ok(self
            .logits_of(&part.ids_of(rows), rng)
            .map_err(candle_core::Error::from)?)
    }
}
