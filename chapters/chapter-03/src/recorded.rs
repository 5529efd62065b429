//! What was recorded, for the pages.

use anyhow::Result;
use course::record::Recorded;
use serde::{Deserialize, Serialize};

use crate::bag_training::{BagAccuracy, Epoch, PadRow};
use crate::baselines::Baselines;
use crate::weather_descent::Descents;

/// What is measured on the practice corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnPractice {
    /// How long the chapter's program takes.
    pub program_seconds: f64,
    /// The bag on its training and test reviews.
    pub bag: BagAccuracy,
    /// The losses of its training, epoch by epoch.
    pub epochs: Vec<Epoch>,
    /// The linear model of chapter 1 in steps.
    pub weather: Descents,
    /// The pad's row in a mean over words.
    pub masked: PadRow,
    /// The pad's row in a mean over everything.
    pub unmasked: PadRow,
    /// Words alone, and pairs.
    pub baselines: Baselines,
}

/// The record of the practice corpus.
///
/// # Errors
/// If it is not one.
pub fn practice() -> Result<Recorded<OnPractice>> {
    Recorded::parse(include_str!("../results/practice.json"))
}

/// The baselines on the real reviews.
///
/// # Errors
/// If it is no record of them.
pub fn imdb() -> Result<Recorded<Baselines>> {
    Recorded::parse(include_str!("../results/imdb.json"))
}
