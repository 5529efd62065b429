//! What the chapter's measurements work on: a batch as long as IMDB's reviews, the tutorial's model,
//! and a clock.

use std::time::Instant;

use anyhow::Result;
use candle_core::{Device, Tensor};
use candle_nn::{Linear, Module};
use chapter_02::{PAD, START};
use chapter_03::Embedding;
use chapter_04::{Mask, Recurrent};
use course::parameters::{Init, Parameters, standard_normal};
use course::random;
use rand::Rng;
use serde::Serialize;

use crate::Adam;

/// Ids of the tutorial's vocabulary.
const VOCAB_SIZE: usize = 6400;
/// The length of the tutorial's embeddings.
const EMBEDDING_DIM: usize = 128;
/// Units of the dense layer.
const DENSE_UNITS: usize = 128;

/// The median and the spread of several timings, in seconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
}

/// Builds a layer of (features, `num_hiddens`).
pub(crate) type Builder =
    fn(usize, usize, &mut Parameters) -> candle_core::Result<Box<dyn Recurrent>>;

/// The embedding, a recurrent layer and the dense layers of the tutorial's model, with Adam.
pub(crate) struct Model {
    embedding: Embedding,
    recurrent: Box<dyn Recurrent>,
    detached: Box<dyn Recurrent>,
    dense: Linear,
    output: Linear,
    adam: Adam,
}

impl Model {
    /// The tutorial's model around a layer of `num_hiddens` units.
    pub(crate) fn new(build: Builder, num_hiddens: usize) -> Result<Self> {
        let mut parameters = Parameters::new(1);
        let embedding =
            Embedding::new(VOCAB_SIZE, EMBEDDING_DIM, &mut parameters, "embedding")?;
        let recurrent = build(EMBEDDING_DIM, num_hiddens, &mut parameters)?;
        let mut linear = |name: &str,
                          inputs: usize,
                          units: usize|
         -> Result<Linear> {
            let weight = format!("{name}.weight");
            let weight =
                parameters.create(&weight, (units, inputs), Init::GlorotUniform)?;
            let bias =
                parameters.create(&format!("{name}.bias"), units, Init::Zeros)?;
            Ok(Linear::new(weight, Some(bias)))
        };
        Ok(Self {
            detached: recurrent.detached()?,
            embedding,
            recurrent,
            dense: linear("dense", num_hiddens, DENSE_UNITS)?,
            output: linear("output", DENSE_UNITS, 1)?,
            adam: Adam::new(parameters.variables(), 0.001),
        })
    }

    fn head(&self, last_state: &Tensor) -> Result<Tensor> {
        let features = self.dense.forward(last_state)?.relu()?; // (batch, 128)
        Ok(self.output.forward(&features)?.squeeze(1)?) // (batch,)
    }

    /// One step of training: loss, gradients, new parameters.
    pub(crate) fn train_step(
        &mut self,
        ids: &Tensor,
        mask: Option<&Mask>,
        targets: &Tensor,
    ) -> Result<()> {
        let last_state =
            self.recurrent
                .last_state_of_ids(&self.embedding, ids, mask)?;
        let logits = self.head(&last_state)?; // (batch,)
        let tail = (logits.abs()?.neg()?.exp()? + 1.0)?.log()?; // (batch,)
        let loss =
            (((logits.relu()? - (&logits * targets)?)?) + tail)?.mean_all()?;
        self.adam.step(&loss.backward()?)?;
        Ok(())
    }

    /// The logits of a batch, computed without keeping anything.
    pub(crate) fn inference(&self, ids: &Tensor, mask: Option<&Mask>) -> Result<()> {
        let embedding = self.embedding.detached();
        let last_state = self.detached.last_state_of_ids(&embedding, ids, mask)?;
        self.head(&last_state)?.to_vec1::<f32>()?;
        Ok(())
    }
}

/// Times `steps` runs of some work, after three to warm up.
pub(crate) fn time(
    steps: usize,
    mut work: impl FnMut() -> Result<()>,
) -> Result<Spread> {
    for _ in 0..3 {
        work()?;
    }
    let mut seconds = Vec::with_capacity(steps);
    for _ in 0..steps {
        let start = Instant::now();
        work()?;

        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    Ok(Spread {
        median: seconds[steps / 2],
        min: seconds[0],
        max: seconds[steps - 1],
    })
}

/// A batch whose lengths spread as in IMDB after the cut at 512 steps (log-normal, mean about 225),
/// and whose words follow Zipf's law: about 3,000 different ones in 64 reviews. Pads in front.
///
/// # Errors
/// If the tensor cannot be made.
pub fn batch_like_imdb(batch: usize, time: usize) -> Result<(Tensor, Mask)> {
    let mut rng = random::stream(1, "bench");
    let words = VOCAB_SIZE as f64;
    let mut ids = Vec::with_capacity(batch * time);
    let mut lengths = Vec::with_capacity(batch);
    for _ in 0..batch {
        let length =
            (5.28 + 0.62 * standard_normal(&mut rng)).exp() * time as f64 / 512.0;
        let length = (length as usize).clamp(1, time);
        ids.extend(std::iter::repeat_n(PAD, time - length));
        ids.push(START);
        // Equal shares of the logarithm of the rank: the word of rank r comes up as often as 1 / r.
        let word = |rng: &mut random::Generator| {
            (4.0 * (words / 4.0).powf(rng.random::<f64>())) as u32
        };
        ids.extend((1..length).map(|_| word(&mut rng)));
        lengths.push(length);
    }
    let ids = Tensor::from_vec(ids, (batch, time), &Device::Cpu)?;
    Ok((ids, Mask::new(lengths, chapter_02::Side::Pre)))
}

/// Labels for a batch: (batch,).
pub(crate) fn labels(batch: usize) -> Result<Tensor> {
    let labels: Vec<f32> = (0..batch).map(|row| (row % 2) as f32).collect();
    Ok(Tensor::from_vec(labels, batch, &Device::Cpu)?)
}
