//! Where the time goes: the measurements of the chapter's pages.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use candle_core::Tensor;
use chapter_02::PAD;
use chapter_03::Embedding;
use chapter_04::{Mask, Recurrent, Sequence};
use chapter_05::{CandleLstm, Lstm};
use clap::Args;
use course::files::write_whole;
use course::parameters::{Init, Parameters};
use course::record::Provenance;
use course::section::print_all;
use serde::{Deserialize, Serialize};

use crate::accuracy::{
    ErrorsNear, errors_over_the_range, floats_of_every_size, largest_error,
};
use crate::activation::Activation;
use crate::bench::layer;
use crate::schedule::SHARD_ROWS;
use crate::workload::{Builder, Model, batch_like_imdb, labels, time};
use crate::{FusedLstm, Savings, sections};

/// Reviews in the batch that is measured.
pub(crate) const BATCH: usize = 64;
/// Its steps.
pub(crate) const TIME: usize = 512;
/// The length of the tutorial's hidden state, and of its embeddings.
pub(crate) const NUM_HIDDENS: usize = 128;
/// Timed steps where a step takes less than a second.
const STEPS: usize = 15;

/// What the study does with its result.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Where to write the result
    #[arg(long, value_name = "FILE", default_value = "target/study.json")]
    out: PathBuf,
}

/// Everything that is measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Study {
    /// Cutting a sequence into steps, by its length.
    pub slices: Vec<Slices>,
    /// The same model with faster and faster layers, slowest first.
    pub stairs: Vec<Stair>,
    /// The fastest layer where a mask spares it the padding.
    pub masked: Step,
    /// The batch of the measurements.
    pub batch: Batch,
    /// The arithmetic of its training step.
    pub arithmetic: Arithmetic,
    /// What candle's matrix product reaches on this machine, in 10⁹ operations a second.
    pub gemm_gflops: f64,
    /// What the fast layer reaches over the arithmetic that it really does.
    pub done_gflops: f64,
    /// The second as a share of the first.
    pub share_of_gemm: f64,
    /// The fast layer by itself.
    pub operation_seconds: TwoWays,
    /// What is left of a training step: dense layers, loss, optimizer.
    pub rest_seconds: f64,
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
    /// What made it.
    pub provenance: Provenance,
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

/// The model with one kind of layer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stair {
    /// Which layer.
    pub name: String,
    /// Median.
    pub train_step_seconds: f64,
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

impl ActivationErrors {
    fn measure() -> Self {
        let floats = floats_of_every_size();
        Self {
            sigmoid_e8: largest_error(Activation::Sigmoid, &floats) * 1e8,
            tanh_e8: largest_error(Activation::Tanh, &floats) * 1e8,
            near: errors_over_the_range(),
        }
    }
}

/// What there is to do in the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// batch · time
    pub positions: usize,
    /// Positions that hold words.
    pub words: usize,
    /// Different ids, the pad among them.
    pub distinct: usize,
    /// Positions that are worked on: the words, and one chain of pads a shard.
    pub worked_positions: usize,
}

/// Multiplications and additions of a training step, in units of 10⁹.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Arithmetic {
    /// Of every position, pads included.
    pub as_written_gflop: f64,
    /// With the input product done once for each word.
    pub words_once_gflop: f64,
    /// And with the padding run once.
    pub done_gflop: f64,
}

impl Arithmetic {
    /// Of an LSTM with as many hidden units as features. Forward, a position costs two products with
    /// (4·H, H) matrices, 2·4·H·H operations each; backward, twice as many.
    // ANCHOR: arithmetic
    pub(crate) fn of(batch: Batch) -> Self {
        let product = (2 * 4 * NUM_HIDDENS * NUM_HIDDENS) as f64 * 3.0 / 1e9;
        Self {
            as_written_gflop: product * (2 * batch.positions) as f64,
            words_once_gflop: product * (batch.positions + batch.distinct) as f64,
            done_gflop: product * (batch.worked_positions + batch.distinct) as f64,
        }
    }
    // ANCHOR_END: arithmetic
}

/// Measures and writes the result.
///
/// # Errors
/// If an operation of candle fails, or the file cannot be written.
pub fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    let (ids, mask) = batch_like_imdb(BATCH, TIME)?;
    let fused = train_step(layer::<FusedLstm>, NUM_HIDDENS, &ids, None)?;
    // Before anything larger runs, so that the peak is that of the fast layer's steps.
    let peak_memory_bytes = peak_memory();
    writeln!(out, "padding once: {fused:.4} s")?;
    let operation_seconds = operation(&ids)?;
    let batch = count(&ids, &mask)?;
    let arithmetic = Arithmetic::of(batch);
    let gemm_gflops = gemm_rate()?;
    let in_operation =
        operation_seconds.forward_seconds + operation_seconds.backward_seconds;
    let done_gflops = arithmetic.done_gflop / in_operation;
    writeln!(out, "{done_gflops:.0} of {gemm_gflops:.0} GFLOP/s")?;
    let study = Study {
        masked: Step {
            train_step_seconds: train_step(
                layer::<FusedLstm>,
                NUM_HIDDENS,
                &ids,
                Some(&mask),
            )?,
        },
        batch,
        arithmetic,
        gemm_gflops,
        done_gflops,
        share_of_gemm: done_gflops / gemm_gflops,
        rest_seconds: fused - in_operation,
        operation_seconds,
        scaling_time: scaling_time()?,
        scaling_hiddens: scaling_hiddens(&ids)?,
        activation: ActivationErrors::measure(),
        peak_memory_bytes,
        stairs: stairs(&ids, fused)?,
        slices: slices()?,
        program_seconds: program()?,
        threads: rayon::current_num_threads(),
        provenance: Provenance::of_this_run(),
    };
    let mut json = serde_json::to_vec_pretty(&study)?;
    json.push(b'\n');
    write_whole(&options.out, &json)?;
    writeln!(out, "wrote {}", options.out.display())?;
    Ok(())
}

/// Seconds that the chapter's sections take.
fn program() -> Result<f64> {
    let start = Instant::now();
    print_all(sections::ALL, &mut std::io::sink())?;
    Ok(start.elapsed().as_secs_f64())
}

/// The median of a training step of the tutorial's model, in seconds.
fn train_step(
    build: Builder,
    num_hiddens: usize,
    ids: &Tensor,
    mask: Option<&Mask>,
) -> Result<f64> {
    let mut model = Model::new(build, num_hiddens)?;
    let labels = labels(ids.dim(0)?)?;
    Ok(time(STEPS, || model.train_step(ids, mask, &labels))?.median)
}

/// The same model with slower layers, slowest first; a few steps of each.
fn stairs(ids: &Tensor, fused: f64) -> Result<Vec<Stair>> {
    let one_operation: Builder = |features, num_hiddens, parameters| {
        without_savings(features, num_hiddens, parameters, false)
    };
    let words_once: Builder = |features, num_hiddens, parameters| {
        without_savings(features, num_hiddens, parameters, true)
    };
    let mut stairs = Vec::new();
    for (name, build) in [
        ("candle-nn", layer::<CandleLstm> as Builder),
        ("by hand", layer::<Lstm>),
        ("one operation", one_operation),
        ("words once", words_once),
    ] {
        let mut model = Model::new(build, NUM_HIDDENS)?;
        let labels = labels(BATCH)?;
        let steps = if name == "candle-nn" { 2 } else { 5 };
        let spread = time(steps, || model.train_step(ids, None, &labels))?;
        stairs.push(Stair {
            name: name.to_owned(),
            train_step_seconds: spread.median,
        });
    }
    stairs.push(Stair {
        name: "padding once".to_owned(),
        train_step_seconds: fused,
    });
    Ok(stairs)
}

fn without_savings(
    features: usize,
    num_hiddens: usize,
    parameters: &mut Parameters,
    words_once: bool,
) -> candle_core::Result<Box<dyn Recurrent>> {
    let savings = Savings {
        words_once,
        padding_once: false,
    };
    let layer = FusedLstm::new(features, num_hiddens, parameters, "lstm")?;
    Ok(Box::new(layer.with_savings(savings)))
}

/// Forward and backward pass of the LSTM alone, without the dense layers and the optimizer.
fn operation(ids: &Tensor) -> Result<TwoWays> {
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(6400, NUM_HIDDENS, &mut parameters, "embedding")?;
    let layer = FusedLstm::new(NUM_HIDDENS, NUM_HIDDENS, &mut parameters, "lstm")?;
    two_ways(STEPS, || {
        layer.last_state(&Sequence::of_words(&ids, &embedding), None)
    })
}

/// Median seconds of a forward pass and of the backward pass behind it.
fn two_ways(
    steps: usize,
    forward: impl Fn() -> candle_core::Result<Tensor>,
) -> Result<TwoWays> {
    let mut backward = Vec::new();
    let mut forward_seconds = Vec::new();
    for _ in 0..steps + 1 {
        let start = Instant::now();
        let loss = forward()?.sum_all()?;
        forward_seconds.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        loss.backward()?;
        backward.push(start.elapsed().as_secs_f64());
    }
    let median = |mut seconds: Vec<f64>| {
        seconds.remove(0); // the warm-up
        seconds.sort_by(f64::total_cmp);
        seconds[seconds.len() / 2]
    };
    Ok(TwoWays {
        forward_seconds: median(forward_seconds),
        backward_seconds: median(backward),
    })
}

/// candle-nn's loop, which cuts a slice for each step, and chapter 5's, which halves.
fn slices() -> Result<Vec<Slices>> {
    [64, 128, 256, 512]
        .into_iter()
        .map(|steps| {
            let mut parameters = Parameters::new(1);
            let shape = (BATCH * steps, NUM_HIDDENS);
            let xs = parameters.create("xs", shape, Init::Uniform { limit: 1.0 })?;
            let xs = xs.reshape((BATCH, steps, NUM_HIDDENS))?; // (batch, time, features)
            let by_hand = Lstm::new(NUM_HIDDENS, NUM_HIDDENS, &mut parameters, "a")?;
            let candle =
                CandleLstm::new(NUM_HIDDENS, NUM_HIDDENS, &mut parameters, "b")?;
            Ok(Slices {
                time: steps,
                by_slices: two_ways(3, || {
                    candle.last_state(&Sequence::of(&xs), None)
                })?,
                by_halves: two_ways(3, || {
                    by_hand.last_state(&Sequence::of(&xs), None)
                })?,
            })
        })
        .collect()
}

fn scaling_time() -> Result<Vec<AtTime>> {
    [512, 1024, 2048]
        .into_iter()
        .map(|steps| {
            let (ids, _) = batch_like_imdb(BATCH, steps)?;
            let train_step_seconds =
                train_step(layer::<FusedLstm>, NUM_HIDDENS, &ids, None)?;
            Ok(AtTime {
                time: steps,
                train_step_seconds,
            })
        })
        .collect()
}

fn scaling_hiddens(ids: &Tensor) -> Result<Vec<AtHiddens>> {
    [128, 256, 512]
        .into_iter()
        .map(|num_hiddens| {
            let train_step_seconds =
                train_step(layer::<FusedLstm>, num_hiddens, ids, None)?;
            Ok(AtHiddens {
                num_hiddens,
                train_step_seconds,
            })
        })
        .collect()
}

/// Counts what there is to do in a batch.
pub(crate) fn count(ids: &Tensor, mask: &Mask) -> Result<Batch> {
    let ids = ids.flatten_all()?.to_vec1::<u32>()?;
    let words = ids.iter().filter(|id| **id != PAD).count();
    let distinct: HashSet<u32> = ids.iter().copied().collect();
    let chains = mask.lengths().len().div_ceil(SHARD_ROWS);
    Ok(Batch {
        positions: ids.len(),
        words,
        distinct: distinct.len(),
        worked_positions: words + chains * TIME,
    })
}

/// How many operations a second candle's matrix product does here, in units of 10⁹: the best of
/// several products of two (1024, 1024) matrices.
fn gemm_rate() -> Result<f64> {
    const SIZE: usize = 1024;
    let mut parameters = Parameters::new(1);
    let a = parameters.create("a", (SIZE, SIZE), Init::Uniform { limit: 1.0 })?;
    let a = a.detach();
    let mut best = f64::INFINITY;
    for _ in 0..20 {
        let start = Instant::now();
        a.matmul(&a)?;
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(2.0 * (SIZE as f64).powi(3) / best / 1e9)
}

/// The most memory that this process has held so far, where the system says so (Linux).
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string(Path::new("/proc/self/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}
