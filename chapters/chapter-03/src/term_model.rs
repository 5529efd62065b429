//! Logistic regression on the terms of a review: a weight for each, looked up and added.

use candle_core::{DType, Device, Tensor};
use course::parameters::{Init, Parameters};

use crate::bag_training::{right, share};
use crate::error::{Result, VectorError};
use crate::loss::binary_cross_entropy;
use crate::training::{Schedule, train};

/// Reviews of different length as two lists of one length: every term, and whose it is.
#[derive(Clone, Debug)]
pub struct TermBatch {
    terms: Tensor,  // (terms of all reviews,), u32
    owners: Tensor, // (terms of all reviews,), u32
    reviews: usize,
}

impl TermBatch {
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

/// How to train a [`TermModel`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitting {
    /// How long and how fast.
    pub schedule: Schedule,
    /// λ, what large weights cost.
    pub l2: f64,
    /// What the order of the reviews comes from.
    pub seed: u64,
}

/// A weight for each term, and a bias.
#[derive(Debug)]
pub struct TermModel {
    weight: Tensor,         // (terms,)
    bias: Tensor,           // (1,)
    ratios: Option<Tensor>, // (terms,)
    parameters: Parameters,
}

impl TermModel {
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
    pub fn logits(&self, batch: &TermBatch) -> candle_core::Result<Tensor> {
        // ANCHOR: logits
        let votes = self.votes()?.index_select(&batch.terms, 0)?; // (terms of all reviews,)
        let nothing = Tensor::zeros(batch.reviews, DType::F32, &Device::Cpu)?; // (batch,)
        let sums = nothing.index_add(&batch.owners, &votes, 0)?; // (batch,)
        sums.broadcast_add(&self.bias)
        // ANCHOR_END: logits
    }

    /// Trains on reviews, given as the ids of their terms, and their targets, 1 or 0.
    ///
    /// # Errors
    /// If there are no reviews or all have one label, or training diverges.
    pub fn fit(
        &self,
        reviews: &[Vec<u32>],
        targets: &[f32],
        fitting: &Fitting,
    ) -> Result<()> {
        check(reviews, targets)?;
        let variables = self.parameters.variables();
        let count = reviews.len() as f64;
        train(
            variables,
            reviews.len(),
            fitting.schedule,
            fitting.seed,
            |rows| {
                let batch: Vec<&[u32]> = rows
                    .iter()
                    .map(|row| reviews[*row as usize].as_slice())
                    .collect();
                let targets: Vec<f32> =
                    rows.iter().map(|row| targets[*row as usize]).collect();
                let targets = Tensor::from_vec(targets, rows.len(), &Device::Cpu)?; // (batch,)
                // ANCHOR: loss
                let logits = self.logits(&TermBatch::new(&batch)?)?; // (batch,)
                let size =
                    (self.weight.sqr()?.sum_all()? * (0.5 * fitting.l2 / count))?;
                Ok((binary_cross_entropy(&logits, &targets)? + size)?)
                // ANCHOR_END: loss
            },
        )?;
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

    /// For each review whether its logit is on its target's side of zero.
    ///
    /// # Errors
    /// If there are no reviews, or a term is outside of the table.
    pub fn right(&self, reviews: &[Vec<u32>], targets: &[f32]) -> Result<Vec<bool>> {
        if reviews.is_empty() {
            return Err(VectorError::NoReviews { part: "test" });
        }
        let rows: Vec<&[u32]> = reviews.iter().map(Vec::as_slice).collect();
        let logits = self.logits(&TermBatch::new(&rows)?)?.to_vec1::<f32>()?;
        Ok(right(&logits, targets))
    }

    /// The share of reviews that [`right`](Self::right) finds true.
    ///
    /// # Errors
    /// As there.
    pub fn accuracy(&self, reviews: &[Vec<u32>], targets: &[f32]) -> Result<f64> {
        Ok(share(&self.right(reviews, targets)?))
    }
}

fn check(reviews: &[Vec<u32>], targets: &[f32]) -> Result<()> {
    match targets.first() {
        None => Err(VectorError::NoReviews { part: "training" }),
        Some(first) if targets.iter().all(|target| target == first) => {
            Err(VectorError::OneLabel)
        }
        Some(_) if reviews.len() != targets.len() => Err(VectorError::Targets {
            reviews: reviews.len(),
            targets: targets.len(),
        }),
        Some(_) => Ok(()),
    }
}
