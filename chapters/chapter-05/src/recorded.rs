//! What was recorded, for the pages.

use anyhow::Result;
use chapter_03::accuracy::ByPhenomenon;
use chapter_04::learning::AtDistance;
use chapter_04::recorded::{Distances, Trial};
use chapter_04::study::AtOneDistance;
use course::record::Recorded;
use serde::{Deserialize, Serialize};

use crate::trace::GatedTrace;

/// RNN, LSTM and GRU on the practice corpus, side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SideBySide {
    /// One for each kind of layer.
    pub layers: Vec<OfLayer>,
}

/// What one kind of layer has learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfLayer {
    /// Its name.
    pub name: String,
    /// The recurrent layer's parameters.
    pub parameters: usize,
    /// Learning rates that were tried with the first seed.
    pub trials: Vec<Trial>,
    /// The one with the least validation loss.
    pub learning_rate: f64,
    /// Trainings with it, one for each seed.
    pub runs: Vec<Run>,
    /// For each of them, the accuracy on the distant test reviews, by distance.
    pub distant: Vec<Vec<AtDistance>>,
    /// The same on negations and contrasts.
    pub others: Vec<Vec<AtDistance>>,
}

/// A training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// What its random numbers come from.
    pub seed: u64,
    /// Epochs until it had learnt it or its time was up.
    pub epochs: usize,
    /// Loss on the validation reviews after the last of them.
    pub validation_loss: f64,
    /// Accuracy on the test reviews.
    pub test: ByPhenomenon,
}

/// The record of the layers side by side.
///
/// # Errors
/// If it is not one.
pub fn side_by_side() -> Result<Recorded<SideBySide>> {
    Recorded::parse(include_str!("../results/side-by-side.json"))
}

/// Seconds for an epoch of training on the practice corpus, its validation included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Times {
    /// Of the tanh RNN.
    pub rnn: f64,
    /// Of the LSTM.
    pub lstm: f64,
    /// Of the GRU.
    pub gru: f64,
}

/// The record of the times.
///
/// # Errors
/// If it is not one.
pub fn times() -> Result<Recorded<Times>> {
    Recorded::parse(include_str!("../results/times.json"))
}

/// The networks whose weights the chapter keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Networks {
    /// The one with an LSTM.
    pub lstm: Kept,
    /// The one with a GRU.
    pub gru: Kept,
}

/// A network whose weights are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// What its random numbers come from: the training of the record `side-by-side` with the least
    /// validation loss.
    pub seed: u64,
    /// Accuracy on the test reviews.
    pub test: ByPhenomenon,
    /// Units that hold the verdict of a distant review: those that differ most in twins.
    pub units: Vec<usize>,
    /// Texts that it has read, as these units saw them.
    pub traces: Vec<GatedTrace>,
}

/// The record of the networks.
///
/// # Errors
/// If it is not one.
pub fn networks() -> Result<Recorded<Networks>> {
    Recorded::parse(include_str!("../results/networks.json"))
}

/// The record of what an LSTM learns at each distance.
///
/// # Errors
/// If it is not one.
pub fn distances_of_lstm() -> Result<Recorded<Distances>> {
    Recorded::parse(include_str!("../results/distances-lstm.json"))
}

/// The record of what a GRU learns at each distance.
///
/// # Errors
/// If it is not one.
pub fn distances_of_gru() -> Result<Recorded<Distances>> {
    Recorded::parse(include_str!("../results/distances-gru.json"))
}

/// LSTMs with other biases of the forget gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForgetBiases {
    /// One for each bias.
    pub biases: Vec<OfBias>,
}

/// LSTMs with one bias of the forget gate, trained on distant reviews alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfBias {
    /// What it begins with.
    pub bias: u8,
    /// One distance after the other.
    pub studied: Vec<AtOneDistance>,
}

/// The record of the forget gate's bias.
///
/// # Errors
/// If it is not one.
pub fn forget_bias() -> Result<Recorded<ForgetBiases>> {
    Recorded::parse(include_str!("../results/forget-bias.json"))
}

/// Trainings of an LSTM that differ in one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variants {
    /// Name and trainings of each.
    pub variants: Vec<Variant>,
}

/// An LSTM trained in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// What is different.
    pub name: String,
    /// One training for each seed.
    pub runs: Vec<Run>,
}

/// The record of the kinds of dropout.
///
/// # Errors
/// If it is not one.
pub fn dropout() -> Result<Recorded<Variants>> {
    Recorded::parse(include_str!("../results/dropout.json"))
}

/// The record of pads and masks.
///
/// # Errors
/// If it is not one.
pub fn padding() -> Result<Recorded<Variants>> {
    Recorded::parse(include_str!("../results/padding.json"))
}

/// The record of reading backwards.
///
/// # Errors
/// If it is not one.
pub fn backwards() -> Result<Recorded<Variants>> {
    Recorded::parse(include_str!("../results/backwards.json"))
}
