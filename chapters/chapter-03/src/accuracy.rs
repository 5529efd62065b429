//! How often a model is right, overall and on each kind of practice review.

use chapter_02::Phenomenon;
use serde::{Deserialize, Serialize};

/// For each logit whether it is on its target's side of zero.
#[must_use]
pub fn right(logits: &[f32], targets: &[f32]) -> Vec<bool> {
    let is_right = |(logit, target): (&f32, &f32)| (*logit > 0.0) == (*target > 0.5);
    logits.iter().zip(targets).map(is_right).collect()
}

/// The share that is true.
#[must_use]
pub fn share(right: &[bool]) -> f64 {
    right.iter().filter(|right| **right).count() as f64 / right.len() as f64
}

/// How far a share of `count` answers may be from the share of all such answers: in 95 of 100 cases it
/// is no further than 1.96·√(p·(1 − p)/n).
#[must_use]
// ANCHOR: interval
pub fn interval(share: f64, count: usize) -> f64 {
    1.96 * (share * (1.0 - share) / count as f64).sqrt()
}
// ANCHOR_END: interval

/// The answers to the reviews of one phenomenon.
#[must_use]
pub fn on_phenomenon(
    phenomenon: Phenomenon,
    phenomena: &[Option<Phenomenon>],
    right: &[bool],
) -> Vec<bool> {
    let of_kind = phenomena.iter().zip(right);
    let of_kind = of_kind.filter(|(found, _)| **found == Some(phenomenon));
    of_kind.map(|(_, right)| *right).collect()
}

/// The accuracy on the reviews of each phenomenon.
#[must_use]
pub fn by_phenomenon(
    phenomena: &[Option<Phenomenon>],
    right: &[bool],
) -> ByPhenomenon {
    let on = |phenomenon| share(&on_phenomenon(phenomenon, phenomena, right));
    ByPhenomenon {
        plain: on(Phenomenon::Plain),
        negation: on(Phenomenon::Negation),
        contrast: on(Phenomenon::Contrast),
        distant: on(Phenomenon::Distant),
        all: share(right),
    }
}

/// The accuracy on each kind of practice review.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByPhenomenon {
    /// The words give the label away.
    pub plain: f64,
    /// Twins: "not bad, it was good".
    pub negation: f64,
    /// Twins: the clause after "but".
    pub contrast: f64,
    /// Twins: two verdicts far apart.
    pub distant: f64,
    /// All reviews.
    pub all: f64,
}

impl ByPhenomenon {
    /// The cells of a table's row, in the order of the fields.
    #[must_use]
    pub fn cells(&self) -> [String; 5] {
        let numbers = [
            self.plain,
            self.negation,
            self.contrast,
            self.distant,
            self.all,
        ];
        numbers.map(|accuracy| format!("{accuracy:.3}"))
    }
}
