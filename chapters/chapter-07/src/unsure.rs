//! Where a model had better say that it does not know.

use chapter_03::training::Evaluation;
use serde::{Deserialize, Serialize};

/// The share of right answers from which on they are answers. Guessing reaches a half.
const RIGHT_ENOUGH: f64 = 2.0 / 3.0;
/// How wide a band of probabilities is, on either side of one half, in hundredths.
const BAND: u32 = 5;
/// How many bands may be unsure: beyond them a model is as good as certain.
const MOST_BANDS: u32 = 9;
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
    /// From one half outwards in bands of 0.05, both sides together: the bands in which fewer than two
    /// thirds of the validation reviews were answered rightly, up to the first in which more were. From
    /// 0.45 to 0.55 nothing is an answer, whatever the reviews say.
    #[must_use]
    pub fn chosen_on(answers: &Evaluation) -> Self {
        let is_unsure = |band: &u32| {
            let (inner, outer) =
                (around_half(band * BAND), around_half((band + 1) * BAND));
            let inside: Vec<bool> = answers
                .logits
                .iter()
                .map(|logit| 1.0 / (1.0 + (-logit).exp()))
                .zip(&answers.right)
                .filter(|(p, _)| outer.holds(*p) && !inner.holds(*p))
                .map(|(_, right)| *right)
                .collect();
            let number_right = inside.iter().filter(|right| **right).count();
            inside.len() >= ENOUGH_REVIEWS
                && (number_right as f64) < RIGHT_ENOUGH * inside.len() as f64
        };
        let beyond_the_first = (1..MOST_BANDS).take_while(is_unsure).count() as u32;
        around_half((1 + beyond_the_first) * BAND)
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

/// The range that reaches so many hundredths to either side.
fn around_half(hundredths: u32) -> Unsure {
    // From whole numbers, so that 0.4 is the number that 0.4 is read as.
    let hundredth = |number: u32| number as f32 / 100.0;
    Unsure {
        low: hundredth(50 - hundredths),
        high: hundredth(50 + hundredths),
    }
}
