//! Where a model had better say that it does not know.

use chapter_03::training::Evaluation;
use serde::{Deserialize, Serialize};

/// Of the validation reviews that a model is unsure about, fewer than this share was answered rightly.
const RIGHT_ENOUGH: f64 = 0.75;
/// The distances from one half that are tried, in hundredths.
const DISTANCES: std::ops::RangeInclusive<u32> = 5..=45;
/// How many reviews say something about a share.
const ENOUGH_REVIEWS: usize = 20;

/// Around one half: the probabilities that are no answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsure {
    /// The least of them.
    pub low: f32,
    /// The greatest.
    pub high: f32,
}

impl Unsure {
    /// The widest range around one half in which a model has answered fewer than three quarters of its
    /// validation reviews rightly. It never begins further than 0.45 from one half, nor nearer than 0.05:
    /// a model that makes no mistake there has too few reviews there to learn a range from.
    ///
    #[must_use]
    pub fn chosen_on(answers: &Evaluation) -> Self {
        let is_unsure = |hundredths: &u32| {
            let range = Self::around_half(*hundredths);
            let inside: Vec<bool> = answers
                .logits
                .iter()
                .zip(&answers.right)
                .filter(|(logit, _)| range.holds(1.0 / (1.0 + (-**logit).exp())))
                .map(|(_, right)| *right)
                .collect();
            let number_right = inside.iter().filter(|right| **right).count();
            inside.len() >= ENOUGH_REVIEWS
                && (number_right as f64) < RIGHT_ENOUGH * inside.len() as f64
        };
        let widest = DISTANCES.rev().find(is_unsure);
        Self::around_half(widest.unwrap_or(*DISTANCES.start()))
    }

    fn around_half(hundredths: u32) -> Self {
        // From whole numbers, so that 0.4 is the number that 0.4 is read as.
        let hundredth = |number: u32| number as f32 / 100.0;
        Self {
            low: hundredth(50 - hundredths),
            high: hundredth(50 + hundredths),
        }
    }

    /// Whether a probability is in the range, its ends included.
    #[must_use]
    pub fn holds(&self, probability: f32) -> bool {
        (self.low..=self.high).contains(&probability)
    }

    /// Whether this is a range around one half.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        (0.0..=0.5).contains(&self.low) && (0.5..=1.0).contains(&self.high)
    }
}
