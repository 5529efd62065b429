//! How long reviews are, and what a width cuts off or fills up.

use course::figures::quantile;
use serde::{Deserialize, Serialize};

/// The shares at which lengths are reported.
pub const SHARES: [f64; 7] = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0];

/// The lengths of a split in one row of numbers, all in ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The sum of the lengths by the number of reviews.
    pub mean: f64,
    /// The lengths below which each of [`SHARES`] of the reviews lie.
    pub quantiles: [f64; 7],
}

impl Summary {
    /// `None` if there are no lengths.
    #[must_use]
    pub fn of(lengths: &[usize]) -> Option<Self> {
        if lengths.is_empty() {
            return None;
        }
        // ANCHOR: summary
        let mut sorted: Vec<f64> =
            lengths.iter().map(|&length| length as f64).collect();
        sorted.sort_by(f64::total_cmp);
        let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
        let quantiles = SHARES.map(|share| quantile(&sorted, share));
        // ANCHOR_END: summary
        Some(Self { mean, quantiles })
    }
}

/// What a table of one width does to reviews. Shares are between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Width {
    /// The width in ids.
    pub max_len: usize,
    /// The share of the reviews that are longer and so lose ids.
    pub cut_reviews: f64,
    /// The share of all ids that are dropped.
    pub dropped_ids: f64,
    /// The share of the table that is pads.
    pub pads: f64,
    /// How many pads stand in a row on average.
    pub pads_a_row: f64,
}

impl Width {
    /// What the width `max_len` does to reviews of these lengths; there must be one, and `max_len`
    /// at least 1.
    #[must_use]
    pub fn of(lengths: &[usize], max_len: usize) -> Self {
        // ANCHOR: width
        let ids: usize = lengths.iter().sum();
        let kept: usize = lengths.iter().map(|&length| length.min(max_len)).sum();
        let table = lengths.len() * max_len; // N · T
        let cut = lengths.iter().filter(|&&length| length > max_len).count();
        // ANCHOR_END: width
        let share = |part: usize, whole: usize| part as f64 / whole as f64;
        Self {
            max_len,
            cut_reviews: share(cut, lengths.len()),
            dropped_ids: share(ids - kept, ids),
            pads: share(table - kept, table),
            pads_a_row: share(table - kept, lengths.len()),
        }
    }
}
