//! What was recorded, for the pages and the figures.

use std::fmt::{self, Display, Formatter};

use anyhow::Result;
use course::record::Recorded;
use serde::{Deserialize, Serialize};

use crate::accuracy::ErrorsNear;
use crate::arithmetic::{Arithmetic, Counts};

/// The record of where the time goes.
///
/// # Errors
/// If it is not one.
pub fn study() -> Result<Recorded<Study>> {
    Recorded::parse(include_str!("../results/study.json"))
}

/// The record of this chapter's layer beside those of others.
///
/// # Errors
/// If it is not one.
pub fn comparison() -> Result<Recorded<Comparison>> {
    Recorded::parse(include_str!("../results/comparison.json"))
}

/// The record of layers that have nothing to save, beside PyTorch's.
///
/// # Errors
/// If it is not one.
pub fn layers() -> Result<Recorded<Layers>> {
    Recorded::parse(include_str!("../results/layers.json"))
}

/// The record of more and more threads.
///
/// # Errors
/// If it is not one.
pub fn scaling() -> Result<Recorded<Scaling>> {
    Recorded::parse(include_str!("../results/scaling.json"))
}

/// Where the time goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Study {
    /// Cutting a sequence into steps, by its length.
    pub slices: Vec<Slices>,
    /// The fastest layer where a mask spares it the padding.
    pub masked: Step,
    /// The batch of the measurements.
    pub batch: Counts,
    /// The arithmetic of its training step.
    pub arithmetic: Arithmetic,
    /// What candle's matrix product reaches on this machine, in 10⁹ operations a second.
    pub gemm_gflops: f64,
    /// The most that this machine can compute and read.
    pub roofs: Roofs,
    /// What the fast layer reaches over the arithmetic that it really does, activations included.
    pub done_gflops: f64,
    /// That as a share of what all threads can compute.
    pub share_of_roof: f64,
    /// The recurrent product of a step by itself.
    pub products: Products,
    /// The fast layer by itself.
    pub operation_seconds: TwoWays,
    /// The rest of a training step.
    pub rest: Rest,
    /// Training steps by the number of time steps.
    pub scaling_time: Vec<AtTime>,
    /// Training steps by the length of the hidden state.
    pub scaling_hiddens: Vec<AtHiddens>,
    /// The errors of the activations.
    pub activation: ActivationErrors,
    /// The most memory that the fast layer's training steps took, where the system says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_memory_bytes: Option<u64>,
    /// How long the chapter's program takes to print its blocks.
    pub program_seconds: f64,
    /// Threads of the measurements.
    pub threads: usize,
}

impl Study {
    /// Operations a second of the layer's forward pass and of its backward pass, in units of 10⁹. A third
    /// of the products is done forward.
    #[must_use]
    pub fn pass_gflops(&self) -> [f64; 2] {
        let Arithmetic { done_gflop, .. } = self.arithmetic;
        let [forward, backward] = self.arithmetic.elementwise_gflop_of_passes();
        [
            (done_gflop / 3.0 + forward) / self.operation_seconds.forward_seconds,
            (done_gflop * 2.0 / 3.0 + backward)
                / self.operation_seconds.backward_seconds,
        ]
    }
}

/// Steps cut out of a sequence one by one against halves of halves.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Slices {
    /// The length of the sequence.
    pub time: usize,
    /// candle-nn's layer.
    pub by_slices: TwoWays,
    /// Chapter 5's layer.
    pub by_halves: TwoWays,
}

/// A forward pass and the backward pass behind it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TwoWays {
    /// Median.
    pub forward_seconds: f64,
    /// Median.
    pub backward_seconds: f64,
}

/// The most that a machine can do, in units of 10⁹ a second.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Roofs {
    /// Multiplications and additions in the registers of one thread.
    pub one_thread_gflops: f64,
    /// The same in all threads at once.
    pub all_threads_gflops: f64,
    /// Bytes that one thread reads from the second-level cache.
    pub level_2_gigabytes: f64,
}

/// The recurrent product of a step, (rows, 128) × (128, 512), in one thread.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Products {
    /// The rows of the first measurement.
    pub rows: usize,
    /// From three loops to packed tiles.
    pub ways: Vec<Rate>,
    /// Packed tiles by the number of rows.
    pub by_rows: Vec<RateOfRows>,
    /// Single tiles of other shapes.
    pub tiles: Vec<TileRate>,
}

/// How many operations a second something does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rate {
    /// What.
    pub name: String,
    /// In units of 10⁹.
    pub gflops: f64,
}

/// How many operations a second a product of so many rows does.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RateOfRows {
    /// The rows.
    pub rows: usize,
    /// In units of 10⁹.
    pub gflops: f64,
}

/// How many operations a second a tile does.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TileRate {
    /// Rows of the tile.
    pub rows: usize,
    /// Its registers of columns.
    pub columns: usize,
    /// In units of 10⁹.
    pub gflops: f64,
}

/// What of a training step is not the layer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Rest {
    /// Dense layers and loss, forward and backward. Median.
    pub dense_layers_seconds: f64,
    /// The optimizer's step over all parameters. Median.
    pub optimizer_seconds: f64,
}

/// A training step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Step {
    /// Median.
    pub train_step_seconds: f64,
}

/// A training step over so many time steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AtTime {
    /// The time steps.
    pub time: usize,
    /// Median.
    pub train_step_seconds: f64,
}

/// A training step with so long a hidden state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AtHiddens {
    /// The length of the hidden state.
    pub num_hiddens: usize,
    /// Median.
    pub train_step_seconds: f64,
}

/// The absolute errors of the activations, in units of 10⁻⁸.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActivationErrors {
    /// The largest of the sigmoid over floats of every size.
    pub sigmoid_e8: f64,
    /// The largest of tanh over floats of every size.
    pub tanh_e8: f64,
    /// Stretch by stretch.
    pub near: Vec<ErrorsNear>,
}

/// The same training step and the same inference in several programs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comparison {
    /// The batch that all of them work on.
    pub batch: Counts,
    /// This chapter's layer.
    pub fused: Timed<Bench>,
    /// PyTorch.
    pub pytorch: Timed<Library>,
    /// Keras on TensorFlow.
    pub keras: Timed<Library>,
    /// This chapter's layer with a mask.
    pub fused_masked: Timed<Bench>,
    /// PyTorch with packed sequences, which leave the pads out as a mask does.
    pub pytorch_packed: Timed<Library>,
    /// Chapter 5's layer.
    pub by_hand: Timed<Bench>,
    /// candle-nn's layer.
    pub candle: Timed<Bench>,
    /// What lies between chapter 5's layer and this chapter's, a change each.
    pub rungs: Vec<Timed<Bench>>,
    /// The other libraries with what makes them faster.
    pub opponents: Vec<Opponent>,
    /// PyTorch's packed sequences by their length.
    pub packed_by_time: Vec<PackedAt>,
    /// How many times as long a training step takes the others.
    pub times_faster_train_step: TimesFaster,
    /// How many times as long an inference takes the others.
    pub times_faster_inference: TimesFaster,
}

impl Comparison {
    /// All rungs of the ladder, the slowest first.
    pub fn ladder(&self) -> impl Iterator<Item = &Timed<Bench>> {
        let first = [&self.candle, &self.by_hand];
        first.into_iter().chain(&self.rungs).chain([&self.fused])
    }
}

/// Another library with what makes it faster.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opponent {
    /// The library and the option.
    pub name: String,
    /// Its timings.
    #[serde(flatten)]
    pub timed: Timed<Library>,
}

/// A training step of PyTorch's LSTM over so many steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PackedAt {
    /// The time steps.
    pub time: usize,
    /// Packed sequences.
    pub packed: Spread,
    /// Padded ones.
    pub padded: Spread,
}

/// A program of the comparison: the spread over all its turns.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Timed<P> {
    /// What was timed.
    #[serde(flatten)]
    pub program: P,
    /// How many turns it had.
    pub turns: usize,
    /// Training steps.
    pub train_step_seconds: SpreadOfTurns,
    /// Inferences.
    pub inference_seconds: SpreadOfTurns,
}

impl<P> Timed<P> {
    /// The medians of a training step and of an inference, in seconds.
    #[must_use]
    pub fn medians(&self) -> [f64; 2] {
        [&self.train_step_seconds, &self.inference_seconds]
            .map(|seconds| seconds.median)
    }
}

/// One turn of a program: what it prints.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Turn<P> {
    /// What was timed.
    #[serde(flatten)]
    pub program: P,
    /// Training steps.
    pub train_step_seconds: Spread,
    /// Inferences.
    pub inference_seconds: Spread,
}

/// What this chapter's program, `bench`, was asked to time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bench {
    /// Reviews in the batch.
    pub batch: usize,
    /// Steps that each is padded or cut to.
    pub time: usize,
    /// Which LSTM: `fused`, `by-hand`, `candle`.
    pub engine: String,
    /// How the pads are treated: `front`, `masked`.
    pub padding: String,
    /// Threads that computed.
    pub threads: usize,
    /// Timed steps of a turn.
    pub steps: usize,
    /// The mean length of the reviews, in words.
    pub mean_length: f64,
}

/// What this chapter's program, `layer`, was asked to time: a layer whose inputs are all different.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LayerBench {
    /// Which cell: `LSTM`, `GRU`.
    pub cell: String,
    /// Layers on top of each other.
    pub layers: usize,
    /// Whether they read in both directions.
    pub bidirectional: bool,
    /// Whether the state after every step is used, or the last one only.
    pub all_states: bool,
    /// Sequences in the batch.
    pub batch: usize,
    /// Steps of each.
    pub time: usize,
    /// Numbers of an input.
    pub features: usize,
    /// Hidden units of a layer and direction.
    pub num_hiddens: usize,
    /// Threads that computed.
    pub threads: usize,
    /// Timed steps of a turn.
    pub steps: usize,
}

impl LayerBench {
    /// What the layer is called in a table.
    #[must_use]
    pub fn name(&self) -> String {
        let layers = match self.layers {
            1 => String::new(),
            layers => format!("{layers} × "),
        };
        let directions = if self.bidirectional { "Bi" } else { "" };
        format!("{layers}{directions}{} {}", self.cell, self.num_hiddens)
    }
}

/// Layers whose inputs are all different, here and in PyTorch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Layers {
    /// One after the other.
    pub rows: Vec<LayerRow>,
}

/// A layer whose inputs are all different, here and in PyTorch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LayerRow {
    /// This chapter's.
    pub ours: Timed<LayerBench>,
    /// PyTorch's.
    pub pytorch: Timed<Library>,
    /// PyTorch's, with glibc told to keep the memory that is given back to it.
    pub pytorch_keeping_memory: Timed<Library>,
}

/// A training step with more and more threads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scaling {
    /// Cores of the machine.
    pub cores: usize,
    /// One thread, and then more.
    pub rows: Vec<ScalingRow>,
}

/// A training step with so many threads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScalingRow {
    /// The tutorial's model.
    pub tutorial: Timed<Bench>,
    /// A layer whose inputs are all different.
    pub layer: Timed<LayerBench>,
}

impl ScalingRow {
    /// The medians of both training steps, in seconds.
    #[must_use]
    pub fn train_steps(&self) -> [f64; 2] {
        [self.tutorial.medians()[0], self.layer.medians()[0]]
    }
}

/// Another library.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Library {
    /// Its version.
    pub version: String,
}

/// The median and the spread of several timings, in seconds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The least.
    pub min: f64,
    /// The greatest.
    pub max: f64,
    /// Pages of memory that the operating system handed out a time, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_faults: Option<f64>,
}

impl Display for Spread {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [median, min, max] =
            [self.median, self.min, self.max].map(|seconds| seconds * 1e3);
        write!(f, "{median:.1} ms ({min:.1} to {max:.1})")?;
        match self.page_faults {
            Some(faults) => write!(f, ", {faults:.0} page faults"),
            None => Ok(()),
        }
    }
}

/// The timings of several turns, in seconds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SpreadOfTurns {
    /// The median of the turns' medians.
    pub median: f64,
    /// The least of all turns.
    pub min: f64,
    /// The greatest of all turns.
    pub max: f64,
    /// The median of each turn.
    pub medians_of_turns: Vec<f64>,
    /// The median of the turns' page faults.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_faults: Option<f64>,
}

/// How many times as long the other programs take: medians over ours.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TimesFaster {
    /// PyTorch, over `fused`.
    pub pytorch: f64,
    /// Keras, over `fused`.
    pub keras: f64,
    /// Chapter 5's layer, over `fused`.
    pub by_hand: f64,
    /// candle-nn's layer, over `fused`.
    pub candle: f64,
    /// PyTorch's packed sequences, over `fused_masked`.
    pub pytorch_packed: f64,
}
