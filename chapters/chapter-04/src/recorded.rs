//! What was recorded, for the pages.

use anyhow::Result;
use chapter_03::accuracy::ByPhenomenon;
use chapter_03::training::Score;
use course::record::Recorded;
use serde::{Deserialize, Serialize};

use crate::learning::{AtDistance, Epoch};
use crate::study::AtOneDistance;
use crate::trace::Trace;
use crate::units::Follows;

/// What is measured on the practice corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnPractice {
    /// Learning rates that were tried with the first seed.
    pub trials: Vec<Trial>,
    /// The one with the least validation loss.
    pub learning_rate: f64,
    /// Trainings with it, one for each seed.
    pub runs: Vec<Run>,
    /// Trainings with the first seed on the last ids of each review.
    pub short: Vec<Short>,
}

/// A learning rate that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The first step's.
    pub learning_rate: f64,
    /// After the last epoch.
    pub validation_loss: f64,
    /// After the last epoch.
    pub validation_accuracy: f64,
}

/// A training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// What its random numbers come from.
    pub seed: u64,
    /// Its epochs.
    pub epochs: Vec<Epoch>,
    /// Accuracy on the test reviews.
    pub test: ByPhenomenon,
    /// Accuracy on the distant test reviews, by distance.
    pub distant: Vec<AtDistance>,
    /// Accuracy on negations and contrasts, by distance.
    pub others: Vec<AtDistance>,
}

/// A training on the last ids of each review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Short {
    /// How many ids.
    pub max_len: usize,
    /// Accuracy on the test reviews.
    pub test: ByPhenomenon,
    /// Of the test reviews whose twin has the same last ids: how many there are, and how many right.
    pub alike: usize,
    /// Right answers to them.
    pub alike_right: usize,
}

/// The record of the practice corpus.
///
/// # Errors
/// If it is not one.
pub fn practice() -> Result<Recorded<OnPractice>> {
    Recorded::parse(include_str!("../results/practice.json"))
}

/// What clipping does to plain descent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clipping {
    /// For each learning rate, without clipping and with it.
    pub descents: Vec<Descents>,
}

/// Plain descent with one learning rate, clipped or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Descents {
    /// Always the same.
    pub learning_rate: f64,
    /// The longest that gradients may be; none without clipping.
    pub longest: Option<f64>,
    /// One training for each seed.
    pub runs: Vec<DescentRun>,
}

/// A training by plain descent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescentRun {
    /// What its random numbers come from.
    pub seed: u64,
    /// Loss and accuracy on the validation reviews after each epoch.
    pub validation: Vec<Score>,
    /// The median length of the gradients before clipping.
    pub median_length: f64,
    /// The greatest length.
    pub greatest_length: f64,
    /// The epoch, from 1, in which it was met.
    pub greatest_in: usize,
    /// The share of gradients longer than those that are clipped may be.
    pub longer: f64,
}

/// The record of clipping.
///
/// # Errors
/// If it is not one.
pub fn clipping() -> Result<Recorded<Clipping>> {
    Recorded::parse(include_str!("../results/clipping.json"))
}

/// The network whose weights the chapter keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// What its random numbers come from: the training of the first record with the least validation
    /// loss.
    pub seed: u64,
    /// Accuracy on the test reviews.
    pub test: ByPhenomenon,
    /// What single units follow on the test reviews.
    pub follows: Vec<Follows>,
    /// Texts that it has read, to two decimals.
    pub traces: Vec<Trace>,
}

/// The record of the network.
///
/// # Errors
/// If it is not one.
pub fn network() -> Result<Recorded<Network>> {
    Recorded::parse(include_str!("../results/network.json"))
}

/// Trainings whose gradient goes back only so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Truncation {
    /// For each number of steps a training with each seed, otherwise those of the first record.
    pub runs: Vec<TruncatedRun>,
}

/// A training whose gradient goes back only so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TruncatedRun {
    /// So many steps.
    pub steps: usize,
    /// What its random numbers come from.
    pub seed: u64,
    /// Accuracy on the test reviews.
    pub test: ByPhenomenon,
    /// Accuracy on the distant test reviews, by distance.
    pub distant: Vec<AtDistance>,
    /// Accuracy on negations and contrasts, by distance.
    pub others: Vec<AtDistance>,
}

/// The record of truncation.
///
/// # Errors
/// If it is not one.
pub fn truncation() -> Result<Recorded<Truncation>> {
    Recorded::parse(include_str!("../results/truncation.json"))
}

/// What one layer learns at one distance after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Distances {
    /// For each distance, with distant reviews alone and mixed with others.
    pub studied: Vec<AtOneDistance>,
}

/// The record of the tanh RNN.
///
/// # Errors
/// If it is not one.
pub fn distances_of_rnn() -> Result<Recorded<Distances>> {
    Recorded::parse(include_str!("../results/distances-rnn.json"))
}

/// The record of the tanh RNN that learns from near reviews beside far ones.
///
/// # Errors
/// If it is not one.
pub fn curriculum() -> Result<Recorded<Distances>> {
    Recorded::parse(include_str!("../results/curriculum.json"))
}

/// The record of the identity RNN.
///
/// # Errors
/// If it is not one.
pub fn distances_of_identity() -> Result<Recorded<Distances>> {
    Recorded::parse(include_str!("../results/distances-identity.json"))
}
