//! What the chapter's measurements work on: a batch as long as IMDB's reviews, and the tutorial's
//! model.

use anyhow::Result;
use candle_core::backprop::GradStore;
use candle_core::{Device, Tensor};
use candle_nn::Optimizer;
use chapter_02::{PAD, START, Side};
use chapter_03::Embedding;
use chapter_03::loss::binary_cross_entropy;
use chapter_04::{Build, Head, Mask, Place, Recurrent, SequenceClassifier};
use course::parameters::{Parameters, standard_normal};
use course::random::{self, Generator};
use course::tutorial::{DENSE_UNITS, EMBEDDING_DIM, MAX_LEN, NUM_WORDS};
use rand::Rng;

use crate::Adam;

/// What every random number of the measurements comes from.
pub const SEED: u64 = 1;

/// Builds a layer of (features, `num_hiddens`).
pub type Builder =
    fn(usize, usize, &mut Parameters) -> candle_core::Result<Box<dyn Recurrent>>;

/// Builds a layer of the type `L`: a [`Builder`].
///
/// # Errors
/// If the parameters have such a layer already.
pub fn layer<L: Build + 'static>(
    features: usize,
    num_hiddens: usize,
    parameters: &mut Parameters,
) -> candle_core::Result<Box<dyn Recurrent>> {
    let layer = L::build(features, num_hiddens, parameters, Place::first("lstm"))?;
    Ok(Box::new(layer))
}

/// The tutorial's model around a recurrent layer, with Adam.
pub struct Model {
    classifier: SequenceClassifier,
    adam: Adam,
    rng: Generator,
}

impl Model {
    /// The tutorial's model around a layer of `num_hiddens` units. Dropout is left out: the other
    /// programs of the comparison do without it too.
    ///
    /// # Errors
    /// If the layer cannot be built.
    pub fn new(build: Builder, num_hiddens: usize) -> Result<Self> {
        let mut parameters = Parameters::new(SEED);
        let embedding =
            Embedding::new(NUM_WORDS, EMBEDDING_DIM, &mut parameters, "embedding")?;
        let recurrent = build(EMBEDDING_DIM, num_hiddens, &mut parameters)?;
        let head = Head {
            num_outputs: num_hiddens,
            dense_units: DENSE_UNITS,
            dropout: 0.0,
        };
        let classifier =
            SequenceClassifier::new(embedding, recurrent, head, &mut parameters)?;
        Ok(Self {
            classifier,
            adam: Adam::new(parameters.variables(), 0.001)?,
            rng: random::stream(SEED, "dropout"),
        })
    }

    /// One step of training: loss, gradients, new parameters. ids (batch, time), targets (batch,).
    /// Returns the loss before the step.
    ///
    /// # Errors
    /// If the shapes do not fit.
    pub fn train_step(
        &mut self,
        ids: &Tensor,
        mask: Option<&Mask>,
        targets: &Tensor,
    ) -> Result<f32> {
        let loss = self.loss(ids, mask, targets)?;
        self.adam.backward_step(&loss)?;
        Ok(loss.to_scalar()?)
    }

    /// The loss, a scalar: ids (batch, time), targets (batch,).
    fn loss(
        &mut self,
        ids: &Tensor,
        mask: Option<&Mask>,
        targets: &Tensor,
    ) -> Result<Tensor> {
        let rng = Some(&mut self.rng);
        let logits = self.classifier.forward(ids, mask, rng)?; // (batch,)
        Ok(binary_cross_entropy(&logits, targets)?)
    }

    /// The gradients of a step, without the step: ids (batch, time), targets (batch,).
    ///
    /// # Errors
    /// If the shapes do not fit.
    pub fn gradients(
        &mut self,
        ids: &Tensor,
        mask: Option<&Mask>,
        targets: &Tensor,
    ) -> Result<GradStore> {
        Ok(self.loss(ids, mask, targets)?.backward()?)
    }

    /// The optimizer's part of a step.
    ///
    /// # Errors
    /// If a gradient does not fit its variable.
    pub fn apply(&mut self, gradients: &GradStore) -> Result<()> {
        Ok(self.adam.step(gradients)?)
    }

    /// Computes the logits of ids (batch, time) without saving anything for a backward pass.
    ///
    /// # Errors
    /// If the shapes do not fit.
    pub fn inference(&self, ids: &Tensor, mask: Option<&Mask>) -> Result<()> {
        let logits = self.classifier.forward(ids, mask, None)?; // (batch,)
        logits.to_vec1::<f32>()?;
        Ok(())
    }
}

/// A batch whose lengths spread as in IMDB after the cut at 512 steps (log-normal, mean about 225),
/// and whose words follow Zipf's law: about 3,000 different ones in 64 reviews. Pads in front.
///
/// # Errors
/// If the tensor cannot be made.
pub fn batch_like_imdb(batch: usize, time: usize) -> Result<(Tensor, Mask)> {
    let mut rng = random::stream(SEED, "bench");
    let words = NUM_WORDS as f64;
    let mut ids = Vec::with_capacity(batch * time);
    let mut lengths = Vec::with_capacity(batch);
    for _ in 0..batch {
        let length = (5.28 + 0.62 * standard_normal(&mut rng)).exp();
        let length = length * time as f64 / MAX_LEN as f64;
        let length = (length as usize).clamp(1, time);
        ids.extend(std::iter::repeat_n(PAD, time - length));
        ids.push(START);
        // Equal shares of the logarithm of the rank: the word of rank r comes up as often as 1 / r.
        let word = |rng: &mut Generator| {
            (4.0 * (words / 4.0).powf(rng.random::<f64>())) as u32
        };
        ids.extend((1..length).map(|_| word(&mut rng)));
        lengths.push(length);
    }
    let ids = Tensor::from_vec(ids, (batch, time), &Device::Cpu)?;
    Ok((ids, Mask::new(lengths, Side::Pre)))
}

/// Targets for a batch: (batch,), every other one positive.
///
/// # Errors
/// If the tensor cannot be made.
pub fn targets(batch: usize) -> Result<Tensor> {
    let targets: Vec<f32> = (0..batch).map(|row| (row % 2) as f32).collect();
    Ok(Tensor::from_vec(targets, batch, &Device::Cpu)?)
}
