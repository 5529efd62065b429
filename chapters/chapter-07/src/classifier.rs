//! The tutorial's model, layer by layer.

use candle_core::{Result, Tensor};
use candle_nn::{Linear, Module};
use chapter_03::Embedding;
use chapter_04::{Mask, Recurrent};
use chapter_05::{CandleLstm, Lstm};
use chapter_06::FusedLstm;
use course::parameters::{Init, Parameters};
use course::text::{Align, table, thousands};
use serde::{Deserialize, Serialize};

use crate::dataset::Part;
use crate::dropout::Dropout;
use crate::training::Model;

/// Which implementation of the recurrent layer computes; the function is the same.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// Chapter 5's LSTM, step by step.
    ByHand,
    /// candle-nn's LSTM.
    Candle,
    /// Chapter 6's LSTM, one operation with a backward pass of its own.
    Fused,
}

/// The sizes of the model, and how it reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Rows of the embedding: ids are below.
    pub num_words: usize,
    /// Steps that every review is padded or cut to, both in front.
    pub max_len: usize,
    /// Length of a word's vector.
    pub embedding_dim: usize,
    /// Length of the hidden state.
    pub num_hiddens: usize,
    /// Units of the dense layer.
    pub dense_units: usize,
    /// Share of values that dropout drops while training.
    pub dropout: f64,
    /// Whether pads are skipped; the tutorial reads them.
    pub mask: bool,
}

impl Configuration {
    /// The tutorial's: 6,400 ids, 128 of everything, dropout 0.1, pads read.
    #[must_use]
    pub fn tutorial(max_len: usize) -> Self {
        Self {
            num_words: 6400,
            max_len,
            embedding_dim: 128,
            num_hiddens: 128,
            dense_units: 128,
            dropout: 0.1,
            mask: false,
        }
    }

    /// How many numbers such a model has to learn, without making one.
    #[must_use]
    pub fn count(&self) -> usize {
        let lstm =
            4 * self.num_hiddens * (self.embedding_dim + self.num_hiddens + 1);
        let dense = self.dense_units * (self.num_hiddens + 1) + self.dense_units + 1;
        self.num_words * self.embedding_dim + lstm + dense
    }
}

/// Embedding → LSTM → dropout → dense, relu → dropout → dense: one logit a review.
pub struct Classifier {
    configuration: Configuration,
    embedding: Embedding,
    recurrent: Box<dyn Recurrent>,
    /// The same layer for predictions, which need no gradients.
    recurrent_detached: Box<dyn Recurrent>,
    dense: Linear,
    output: Linear,
}

impl Classifier {
    // ANCHOR: new
    /// A new model; its parameters are added to `parameters`.
    ///
    /// # Errors
    /// If a parameter's name is taken.
    pub fn new(
        configuration: Configuration,
        engine: Engine,
        parameters: &mut Parameters,
    ) -> Result<Self> {
        let Configuration {
            num_words,
            embedding_dim,
            num_hiddens,
            dense_units,
            ..
        } = configuration;
        let embedding =
            Embedding::new(num_words, embedding_dim, parameters, "embedding")?;
        let recurrent = recurrent(engine, embedding_dim, num_hiddens, parameters)?;
        let dense = linear(num_hiddens, dense_units, parameters, "dense")?;
        let output = linear(dense_units, 1, parameters, "output")?;
        Ok(Self {
            configuration,
            embedding,
            recurrent_detached: recurrent.detached()?,
            recurrent,
            dense,
            output,
        })
    }
    // ANCHOR_END: new
}

fn recurrent(
    engine: Engine,
    features: usize,
    num_hiddens: usize,
    parameters: &mut Parameters,
) -> Result<Box<dyn Recurrent>> {
    Ok(match engine {
        Engine::Fused => {
            Box::new(FusedLstm::new(features, num_hiddens, parameters, "lstm")?)
        }
        Engine::ByHand => {
            Box::new(Lstm::new(features, num_hiddens, parameters, "lstm")?)
        }
        Engine::Candle => {
            Box::new(CandleLstm::new(features, num_hiddens, parameters, "lstm")?)
        }
    })
}

/// A dense layer with Keras's initial values: Glorot, biases zero.
fn linear(
    inputs: usize,
    units: usize,
    parameters: &mut Parameters,
    name: &str,
) -> Result<Linear> {
    let weight = parameters.create(
        &format!("{name}.weight"),
        (units, inputs),
        Init::GlorotUniform,
    )?;
    let bias = parameters.create(&format!("{name}.bias"), units, Init::Zeros)?;
    Ok(Linear::new(weight, Some(bias)))
}

impl Classifier {
    /// The sizes of the model, and how it reads.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// One logit a review: ids (batch, time) → (batch,). With `dropout` while training.
    ///
    /// # Errors
    /// If an id is not below `num_words`, or the mask does not fit.
    // ANCHOR: forward
    pub fn forward(
        &self,
        ids: &Tensor,
        mask: &Mask,
        mut dropout: Option<&mut Dropout>,
    ) -> Result<Tensor> {
        let last_state = self.last_state(ids, mask, dropout.is_some())?; // (batch, num_hiddens)
        let mut drop = |xs: Tensor| match &mut dropout {
            Some(dropout) => dropout.apply(&xs, self.configuration.dropout),
            None => Ok(xs),
        };
        let xs = drop(last_state)?; // (batch, num_hiddens)
        let xs = drop(self.dense.forward(&xs)?.relu()?)?; // (batch, dense_units)
        self.output.forward(&xs)?.squeeze(1) // (batch,)
    }
    // ANCHOR_END: forward

    /// What is left of each review after its last step: (batch, `num_hiddens`). Only training keeps
    /// what a backward pass needs.
    fn last_state(
        &self,
        ids: &Tensor,
        mask: &Mask,
        training: bool,
    ) -> Result<Tensor> {
        let mask = self.configuration.mask.then_some(mask);
        if training {
            return self.recurrent.last_state_of_ids(&self.embedding, ids, mask);
        }
        let embedding = self.embedding.detached();
        self.recurrent_detached
            .last_state_of_ids(&embedding, ids, mask)
    }
}

impl Model for Classifier {
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        dropout: Option<&mut Dropout>,
    ) -> Result<Tensor> {
        self.forward(&part.ids(rows)?, &part.mask(rows), dropout) // (batch,)
    }
}

/// The model's layers with their shapes and parameters, as Keras's `summary()` prints them.
#[must_use]
pub fn summary(configuration: &Configuration) -> String {
    let &Configuration {
        num_words,
        max_len,
        embedding_dim,
        num_hiddens,
        dense_units,
        ..
    } = configuration;
    let layers = [
        (
            "embedding (Embedding)",
            vec![max_len, embedding_dim],
            num_words * embedding_dim,
        ),
        (
            "lstm (LSTM)",
            vec![num_hiddens],
            4 * num_hiddens * (embedding_dim + num_hiddens + 1),
        ),
        ("dropout (Dropout)", vec![num_hiddens], 0),
        (
            "dense (Dense, relu)",
            vec![dense_units],
            dense_units * (num_hiddens + 1),
        ),
        ("dropout (Dropout)", vec![dense_units], 0),
        ("output (Dense)", vec![1], dense_units + 1),
    ];
    let rows: Vec<Vec<String>> = layers
        .iter()
        .map(|(name, shape, count)| {
            let shape: Vec<String> = shape.iter().map(ToString::to_string).collect();
            let shape = format!("(batch, {})", shape.join(", "));
            vec![(*name).to_owned(), shape, thousands(*count)]
        })
        .collect();
    let header = [
        ("Layer (type)", Align::Left),
        ("Output shape", Align::Left),
        ("Parameters", Align::Right),
    ];
    let total: usize = layers.iter().map(|(_, _, count)| count).sum();
    format!(
        "{}Total: {} parameters\n",
        table(&header, &rows),
        thousands(total)
    )
}
