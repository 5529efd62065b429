//! Logistic regression on the terms of a review: a weight for each, looked up and added.

use candle_core::{DType, Device, Tensor};
use course::parameters::{Init, Parameters};
use course::random::Generator;

use crate::error::{Result, VectorError};
use crate::reviews::Part;
use crate::training::{Model, Schedule, train};

/// Reviews of different length as two lists of one length: every term, and whose it is.
#[derive(Clone, Debug)]
pub struct NgramBatch {
    terms: Tensor,  // (terms of all reviews,), u32
    owners: Tensor, // (terms of all reviews,), u32
    reviews: usize,
}

impl NgramBatch {
    /// The batch of these reviews.
    ///
    /// # Errors
    /// If candle cannot make the tensors.
    pub fn new(reviews: &[&[u32]]) -> candle_core::Result<Self> {
        // ANCHOR: batch
        let mut terms = Vec::new();
        let mut owners = Vec::new();
        for (review, of_review) in (0u32..).zip(reviews) {
            terms.extend_from_slice(of_review);
            owners.extend(std::iter::repeat_n(review, of_review.len()));
        }
        // ANCHOR_END: batch
        let count = terms.len();
        Ok(Self {
            terms: Tensor::from_vec(terms, count, &Device::Cpu)?,
            owners: Tensor::from_vec(owners, count, &Device::Cpu)?,
            reviews: reviews.len(),
        })
    }
}

/// How to train a [`NgramModel`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitting {
    /// How long and how fast.
    pub schedule: Schedule,
    /// λ, the weight of the penalty on large weights.
    pub l2: f64,
    /// What the order of the reviews comes from.
    pub seed: u64,
}

/// A weight for each term, and a bias.
#[derive(Debug)]
pub struct NgramModel {
    weight: Tensor,         // (terms,)
    bias: Tensor,           // (1,)
    ratios: Option<Tensor>, // (terms,)
    parameters: Parameters,
}

impl NgramModel {
    /// A model whose weights are all zero. With `ratios`, (terms,), a term's number in a review is
    /// its ratio and not 1.
    ///
    /// # Errors
    /// If candle cannot make the tensors.
    pub fn new(terms: usize, ratios: Option<Tensor>) -> candle_core::Result<Self> {
        let mut parameters = Parameters::new(0); // all zero: nothing is drawn
        Ok(Self {
            weight: parameters.create("weight", terms, Init::Zeros)?,
            bias: parameters.create("bias", 1, Init::Zeros)?,
            ratios,
            parameters,
        })
    }

    /// What each term adds to the logit: (terms,).
    ///
    /// # Errors
    /// If there are not as many ratios as weights.
    pub fn votes(&self) -> candle_core::Result<Tensor> {
        match &self.ratios {
            None => Ok(self.weight.clone()),
            Some(ratios) => &self.weight * ratios,
        }
    }

    /// One logit a review: (batch,).
    ///
    /// # Errors
    /// If a term is outside of the table.
    pub fn logits_of(&self, batch: &NgramBatch) -> candle_core::Result<Tensor> {
        // ANCHOR: logits
        let votes = self.votes()?.index_select(&batch.terms, 0)?; // (terms of all reviews,)
        let nothing = Tensor::zeros(batch.reviews, DType::F32, &Device::Cpu)?; // (batch,)
        let sums = nothing.index_add(&batch.owners, &votes, 0)?; // (batch,)
        sums.broadcast_add(&self.bias)
        // ANCHOR_END: logits
    }

    /// Trains on reviews, given as the ids of their terms.
    ///
    /// # Errors
    /// If there are no reviews or all have one label, or training diverges.
    pub fn fit(&self, part: &Part, fitting: &Fitting) -> Result<()> {
        check(part)?;
        let penalized = Penalized {
            model: self,
            l2: fitting.l2,
            count: part.len() as f64,
        };
        let variables = self.parameters.variables();
        let schedule = fitting.schedule;
        train(&penalized, variables, part, schedule, fitting.seed, |_| Ok(()))?;
        Ok(())
    }

    /// The same model with its weights moved towards their mean size: β·w + (1 − β)·mean|w|, for β
    /// from 0, naive Bayes alone, to 1, the weights as they are.
    ///
    /// # Errors
    /// If candle cannot make the tensors.
    pub fn interpolated(&self, beta: f64) -> candle_core::Result<Self> {
        let mut parameters = Parameters::new(0);
        let weight =
            parameters.create("weight", self.weight.shape(), Init::Zeros)?;
        let bias = parameters.create("bias", 1, Init::Zeros)?;
        // ANCHOR: interpolated
        let mean_size = self.weight.abs()?.mean_all()?.to_scalar::<f32>()?;
        let moved = self
            .weight
            .affine(beta, (1.0 - beta) * f64::from(mean_size))?; // (terms,)
        // ANCHOR_END: interpolated
        let values = [
            ("bias".to_owned(), self.bias.clone()),
            ("weight".to_owned(), moved),
        ];
        parameters.restore(&values.into())?;
        Ok(Self {
            weight,
            bias,
            ratios: self.ratios.clone(),
            parameters,
        })
    }
}

impl Model for NgramModel {
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        _rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        let batch = NgramBatch::new(&part.ids_of(rows))?;
        Ok(self.logits_of(&batch)?) // (batch,)
    }
}

/// A model whose large weights add to its loss while it is trained.
struct Penalized<'a> {
    model: &'a NgramModel,
    l2: f64,
    count: f64,
}

impl Model for Penalized<'_> {
    fn logits(
        &self,
        part: &Part,
        rows: &[u32],
        rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        self.model.logits(part, rows, rng)
    }

    // ANCHOR: penalty
    fn penalty(&self) -> Result<Option<Tensor>> {
        let squares = self.model.weight.sqr()?.sum_all()?; // a scalar
        Ok(Some((squares * (0.5 * self.l2 / self.count))?))
    }
    // ANCHOR_END: penalty
}

fn check(part: &Part) -> Result<()> {
    match part.targets.first() {
        None => Err(VectorError::NoReviews { part: "training" }),
        Some(first) if part.targets.iter().all(|target| target == first) => {
            Err(VectorError::OneLabel)
        }
        Some(_) if part.len() != part.targets.len() => Err(VectorError::Targets {
            reviews: part.len(),
            targets: part.targets.len(),
        }),
        Some(_) => Ok(()),
    }
}
