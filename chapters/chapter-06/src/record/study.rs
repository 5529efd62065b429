//! Measures where the time goes.

use std::time::Instant;
use std::{fs, io};

use anyhow::Result;
use candle_core::Tensor;
use chapter_03::Embedding;
use chapter_04::{Build, Mask, Recurrent, Sequence};
use chapter_05::{CandleLstm, Lstm};
use course::parameters::{Init, Parameters};
use course::section::print_all;
use course::text::{Align, table};
use course::tutorial::{BATCH_SIZE, EMBEDDING_DIM, MAX_LEN, NUM_HIDDENS, NUM_WORDS};

use super::clock::{time, two_ways};
use crate::accuracy::{errors_over_the_range, floats_of_every_size, largest_error};
use crate::activation::Activation;
use crate::arithmetic::{Arithmetic, Counts};
use crate::recorded::{
    ActivationErrors, AtHiddens, AtTime, Slices, Stair, Step, Study, TwoWays,
};
use crate::workload::{Builder, Model, SEED, batch_like_imdb, layer, targets};
use crate::{FusedLstm, Savings, sections};

/// Timed steps where a step takes less than a second.
const STEPS: usize = 15;

/// Measures everything: some minutes.
///
/// # Errors
/// If an operation of candle fails.
pub(crate) fn measure() -> Result<Study> {
    let (ids, mask) = batch_like_imdb(BATCH_SIZE, MAX_LEN)?;
    let fused = train_step(layer::<FusedLstm>, NUM_HIDDENS, &ids, None)?;
    // Before anything larger runs, so that the peak is that of the fast layer's steps.
    let peak_memory_bytes = peak_memory();
    let operation_seconds = operation(&ids)?;
    let batch = Counts::of(&ids)?;
    let arithmetic = Arithmetic::of(batch);
    let gemm_gflops = gemm_rate()?;
    let in_operation =
        operation_seconds.forward_seconds + operation_seconds.backward_seconds;
    let done_gflops = arithmetic.done_gflop / in_operation;
    let masked = train_step(layer::<FusedLstm>, NUM_HIDDENS, &ids, Some(&mask))?;
    Ok(Study {
        masked: Step {
            train_step_seconds: masked,
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
        activation: activation_errors(),
        peak_memory_bytes,
        stairs: stairs(&ids, fused)?,
        slices: slices()?,
        program_seconds: program()?,
        threads: rayon::current_num_threads(),
    })
}

/// The speeds, for whoever records to look at.
pub(crate) fn report(study: &Study) -> String {
    let mut rows = Vec::new();
    let mut row =
        |what: String, seconds: f64| rows.push(vec![what, format!("{seconds:.3}")]);
    for stair in &study.stairs {
        row(format!("training step, {}", stair.name), stair.train_step_seconds);
    }
    row("training step, with a mask".into(), study.masked.train_step_seconds);
    for at in &study.scaling_time {
        let what = format!("training step, {} steps", at.time);
        row(what, at.train_step_seconds);
    }
    for at in &study.scaling_hiddens {
        let what = format!("training step, {} hidden units", at.num_hiddens);
        row(what, at.train_step_seconds);
    }
    for at in &study.slices {
        let what = |cut: &str| format!("backward pass, {} steps, by {cut}", at.time);
        row(what("slices"), at.by_slices.backward_seconds);
        row(what("halves"), at.by_halves.backward_seconds);
    }
    row("the chapter's program".into(), study.program_seconds);
    let header = [("", Align::Left), ("seconds", Align::Right)];
    format!(
        "{}{:.0} of {:.0} GFLOP/s\n",
        table(&header, &rows),
        study.done_gflops,
        study.gemm_gflops
    )
}

/// Seconds that the chapter's sections take.
fn program() -> Result<f64> {
    let start = Instant::now();
    print_all(sections::ALL, &mut io::sink())?;
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
    let targets = targets(ids.dim(0)?)?;
    Ok(time(STEPS, || model.train_step(ids, mask, &targets))?.median)
}

/// The same model with slower layers, slowest first; a few steps of each.
fn stairs(ids: &Tensor, fused: f64) -> Result<Vec<Stair>> {
    let one_operation: Builder = |features, num_hiddens, parameters| {
        with_savings(features, num_hiddens, parameters, Savings::Nothing)
    };
    let words_once: Builder = |features, num_hiddens, parameters| {
        with_savings(features, num_hiddens, parameters, Savings::WordsOnce)
    };
    let mut stairs = Vec::new();
    for (name, build, steps) in [
        ("candle-nn", layer::<CandleLstm> as Builder, 2),
        ("by hand", layer::<Lstm>, 5),
        ("one operation", one_operation, 5),
        ("words once", words_once, 5),
    ] {
        let mut model = Model::new(build, NUM_HIDDENS)?;
        let targets = targets(BATCH_SIZE)?;
        let spread = time(steps, || model.train_step(ids, None, &targets))?;
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

fn with_savings(
    features: usize,
    num_hiddens: usize,
    parameters: &mut Parameters,
    savings: Savings,
) -> candle_core::Result<Box<dyn Recurrent>> {
    let layer = FusedLstm::new(features, num_hiddens, parameters, "lstm")?;
    Ok(Box::new(layer.with_savings(savings)))
}

/// Forward and backward pass of the LSTM alone, without the dense layers and the optimizer.
fn operation(ids: &Tensor) -> Result<TwoWays> {
    let mut parameters = Parameters::new(SEED);
    let embedding =
        Embedding::new(NUM_WORDS, EMBEDDING_DIM, &mut parameters, "embedding")?;
    let layer = FusedLstm::new(EMBEDDING_DIM, NUM_HIDDENS, &mut parameters, "lstm")?;
    let words = Sequence::of_words(ids, &embedding);
    two_ways(STEPS, || Ok(layer.last_state(&words, None)?))
}

/// candle-nn's loop, which cuts a slice for each step, and chapter 5's, which halves.
fn slices() -> Result<Vec<Slices>> {
    let at = |time: usize| {
        let mut parameters = Parameters::new(SEED);
        let shape = (BATCH_SIZE * time, EMBEDDING_DIM);
        let xs = parameters.create("xs", shape, Init::Uniform { limit: 1.0 })?;
        let xs = xs.reshape((BATCH_SIZE, time, EMBEDDING_DIM))?; // (batch, time, features)
        let xs = Sequence::of(&xs);
        let by_hand = Lstm::new(EMBEDDING_DIM, NUM_HIDDENS, &mut parameters, "a")?;
        let candle =
            CandleLstm::new(EMBEDDING_DIM, NUM_HIDDENS, &mut parameters, "b")?;
        Ok(Slices {
            time,
            by_slices: two_ways(3, || Ok(candle.last_state(&xs, None)?))?,
            by_halves: two_ways(3, || Ok(by_hand.last_state(&xs, None)?))?,
        })
    };
    [8, 4, 2, 1]
        .map(|part| MAX_LEN / part)
        .into_iter()
        .map(at)
        .collect()
}

fn scaling_time() -> Result<Vec<AtTime>> {
    let at = |time: usize| {
        let (ids, _) = batch_like_imdb(BATCH_SIZE, time)?;
        Ok(AtTime {
            time,
            train_step_seconds: train_step(
                layer::<FusedLstm>,
                NUM_HIDDENS,
                &ids,
                None,
            )?,
        })
    };
    [1, 2, 4]
        .map(|times| times * MAX_LEN)
        .into_iter()
        .map(at)
        .collect()
}

fn scaling_hiddens(ids: &Tensor) -> Result<Vec<AtHiddens>> {
    let at = |num_hiddens: usize| {
        Ok(AtHiddens {
            num_hiddens,
            train_step_seconds: train_step(
                layer::<FusedLstm>,
                num_hiddens,
                ids,
                None,
            )?,
        })
    };
    [1, 2, 4]
        .map(|times| times * NUM_HIDDENS)
        .into_iter()
        .map(at)
        .collect()
}

fn activation_errors() -> ActivationErrors {
    let floats = floats_of_every_size();
    ActivationErrors {
        sigmoid_e8: largest_error(Activation::Sigmoid, &floats) * 1e8,
        tanh_e8: largest_error(Activation::Tanh, &floats) * 1e8,
        near: errors_over_the_range(),
    }
}

/// How many operations a second candle's matrix product does here, in units of 10⁹: the best of
/// several products of two (1024, 1024) matrices.
fn gemm_rate() -> Result<f64> {
    const SIZE: usize = 1024;
    let mut parameters = Parameters::new(SEED);
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
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}
