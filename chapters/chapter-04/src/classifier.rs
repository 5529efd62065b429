//! From a sequence of words to one answer, with any recurrent layer in the middle.

use candle_core::{Device, Tensor};
use candle_nn::{Linear, Module};
use chapter_03::Embedding;
use chapter_03::dense::dense;
use course::parameters::Parameters;
use course::random::Generator;

use crate::dropout::dropout;
use crate::error::Result;
use crate::mask::Mask;
use crate::recurrent::Recurrent;
use crate::sequence::Sequence;

/// Embedding → recurrent layer → dropout → dense, relu → dropout → dense: one logit a sequence.
pub struct SequenceClassifier {
    embedding: Embedding,
    recurrent: Box<dyn Recurrent>,
    /// The same two for answers, which need no gradients.
    detached: (Embedding, Box<dyn Recurrent>),
    dense: Linear,
    output: Linear,
    dropout: f64,
}

/// The sizes of the layers behind the recurrent one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// The length of the state that they read.
    pub num_outputs: usize,
    /// Units of the dense layer.
    pub dense_units: usize,
    /// Share of values that dropout drops while training.
    pub dropout: f64,
}

impl SequenceClassifier {
    /// A classifier around an embedding and a recurrent layer on it. The parameters of its dense
    /// layers, `dense` and `output`, are added to `parameters`.
    ///
    /// # Errors
    /// If a parameter's name is taken.
    pub fn new(
        embedding: Embedding,
        recurrent: Box<dyn Recurrent>,
        head: Head,
        parameters: &mut Parameters,
    ) -> Result<Self> {
        let Head {
            num_outputs,
            dense_units,
            dropout,
        } = head;
        Ok(Self {
            detached: (embedding.detached(), recurrent.detached()?),
            embedding,
            recurrent,
            dense: dense(num_outputs, dense_units, parameters, "dense")?,
            output: dense(dense_units, 1, parameters, "output")?,
            dropout,
        })
    }

    /// One logit a sequence: ids (batch, time) → (batch,). While training, `rng` draws
    /// the masks of dropout.
    ///
    /// # Errors
    /// If an id is outside of the embedding, or the mask does not fit.
    // ANCHOR: forward
    pub fn forward(
        &self,
        ids: &Tensor,
        mask: Option<&Mask>,
        rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        let training = rng.is_some();
        let last_state = self.last_state(ids, mask, training)?; // (batch, num_hiddens)
        self.answer(last_state, rng)
    }

    /// What the dense layers make of states: (batch, `num_hiddens`) → (batch,).
    fn answer(
        &self,
        state: Tensor,
        mut rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        let mut drop = |xs: Tensor| match &mut rng {
            Some(rng) => dropout(&xs, self.dropout, rng),
            None => Ok(xs),
        };
        let xs = drop(state)?; // (batch, num_hiddens)
        let xs = drop(self.dense.forward(&xs)?.relu()?)?; // (batch, dense_units)
        Ok(self.output.forward(&xs)?.squeeze(1)?) // (batch,)
    }
    // ANCHOR_END: forward

    /// The state after each word of one text, and the logit that it would get if it ended there: ids
    /// (time,) → (time, `num_hiddens`) and (time,).
    ///
    /// # Errors
    /// If an id is outside of the embedding, or there is none.
    pub fn word_by_word(&self, ids: &[u32]) -> Result<(Tensor, Tensor)> {
        let ids = Tensor::new(ids, &Device::Cpu)?.unsqueeze(0)?; // (1, time)
        let (embedding, recurrent) = &self.detached;
        let text = Sequence::of_words(&ids, embedding);
        let states = recurrent.all_states(&text, None)?.squeeze(0)?; // (time, num_hiddens)
        let logits = self.answer(states.clone(), None)?; // (time,)
        Ok((states, logits.detach()))
    }

    /// What is left of each sequence after its last step: (batch, `num_hiddens`). Only training
    /// keeps what a backward pass needs.
    fn last_state(
        &self,
        ids: &Tensor,
        mask: Option<&Mask>,
        training: bool,
    ) -> Result<Tensor> {
        let (embedding, recurrent) = match training {
            true => (&self.embedding, &self.recurrent),
            false => (&self.detached.0, &self.detached.1),
        };
        recurrent.last_state(&Sequence::of_words(ids, embedding), mask)
    }
}
