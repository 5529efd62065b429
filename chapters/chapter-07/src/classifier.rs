//! The tutorial's model, layer by layer.

use candle_core::{Result, Tensor};
use chapter_02::Side;
use chapter_03::reviews::Part;
use chapter_03::training::Model;
use chapter_03::{Embedding, VectorError};
use chapter_04::{Build, Head, Reader, Recurrent, SequenceClassifier};
use chapter_05::{CandleLstm, Lstm};
use chapter_06::FusedLstm;
use course::parameters::Parameters;
use course::random::Generator;
use course::text::{Align, table, thousands};
use course::tutorial;
use serde::{Deserialize, Serialize};

/// Which implementation of the recurrent layer computes; the function is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
            num_words: tutorial::NUM_WORDS,
            max_len,
            embedding_dim: tutorial::EMBEDDING_DIM,
            num_hiddens: tutorial::NUM_HIDDENS,
            dense_units: tutorial::DENSE_UNITS,
            dropout: tutorial::DROPOUT,
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

/// The tutorial's model: chapter 4's classifier around an LSTM.
pub struct Classifier {
    configuration: Configuration,
    reader: Reader,
}

impl Classifier {
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
            dropout,
            ..
        } = configuration;
        let embedding =
            Embedding::new(num_words, embedding_dim, parameters, "embedding")?;
        let recurrent = recurrent(engine, embedding_dim, num_hiddens, parameters)?;
        let head = Head {
            num_outputs: num_hiddens,
            dense_units,
            dropout,
        };
        let layers =
            SequenceClassifier::new(embedding, recurrent, head, parameters)?;
        Ok(Self {
            reader: Reader {
                layers,
                max_len: configuration.max_len,
                padding: Side::Pre,
                mask: configuration.mask,
            },
            configuration,
        })
    }
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

impl Classifier {
    /// The sizes of the model, and how it reads.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// One logit a review, (batch,), for reviews given as their ids. While training, `rng` draws the
    /// masks of dropout.
    ///
    /// # Errors
    /// If an id is not below `num_words`.
    pub fn logits_of<S: AsRef<[u32]>>(
        &self,
        reviews: &[S],
        rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        Ok(self.reader.logits_of(reviews, rng)?) // (batch,)
    }
}

impl Model for Classifier {
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        rng: Option<&mut Generator>,
    ) -> std::result::Result<Tensor, VectorError> {
        self.reader.logits(part, rows, rng)
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
    format!("{}Total: {} parameters\n", table(&header, &rows), thousands(total))
}
