//! Measures where the time goes.

use std::hint::black_box;
use std::io;
use std::time::Instant;

use anyhow::Result;
use candle_core::Tensor;
use candle_nn::Module;
use chapter_03::Embedding;
use chapter_03::dense::dense;
use chapter_03::loss::binary_cross_entropy;
use chapter_04::{Build, Mask, Recurrent, Sequence};
use chapter_05::{CandleLstm, Lstm};
use course::parameters::{Init, Parameters};
use course::section::print_all;
use course::text::{Align, table};
use course::tutorial::{
    BATCH_SIZE, DENSE_UNITS, EMBEDDING_DIM, MAX_LEN, NUM_HIDDENS, NUM_WORDS,
};

use super::ceiling::{best_rate, roofs};
use super::clock::{median, time, two_ways};
use super::system::peak_memory;
use crate::accuracy::{errors_over_the_range, largest_error_of_all};
use crate::activation::Activation;
use crate::arithmetic::{Arithmetic, Counts};
use crate::product_by_steps::{Matrix, Way};
use crate::recorded::{
    ActivationErrors, AtHiddens, AtTime, Products, Rate, RateOfRows, Rest, Roofs,
    Slices, Step, Study, TileRate, TwoWays,
};
use crate::sections::products;
use crate::tiles::gflops;
use crate::workload::{Builder, Model, SEED, batch_like_imdb, layer, targets};
use crate::{FusedLstm, sections};

/// Timed steps where a step takes less than a second.
const STEPS: usize = 15;

/// Measures everything: some minutes.
///
/// # Errors
/// If an operation of candle fails.
pub(crate) fn measure() -> Result<Study> {
    let (ids, mask) = batch_like_imdb(BATCH_SIZE, MAX_LEN)?;
    train_step(layer::<FusedLstm>, NUM_HIDDENS, &ids, None)?;
    // Before anything larger runs, so that the peak is that of the fast layer's steps.
    let peak_memory_bytes = peak_memory();
    let (operation_seconds, roofs) = operation_and_roofs(&ids)?;
    let batch = Counts::of(&ids)?;
    let arithmetic = Arithmetic::of(batch);
    let in_operation =
        operation_seconds.forward_seconds + operation_seconds.backward_seconds;
    let done_gflops = arithmetic.all_done_gflop() / in_operation;
    let masked = train_step(layer::<FusedLstm>, NUM_HIDDENS, &ids, Some(&mask))?;
    Ok(Study {
        masked: Step {
            train_step_seconds: masked,
        },
        batch,
        arithmetic,
        gemm_gflops: gemm_rate()?,
        done_gflops,
        share_of_roof: done_gflops / roofs.all_threads_gflops,
        roofs,
        products: recurrent_product(),
        rest: rest(&ids)?,
        operation_seconds,
        scaling_time: scaling_time()?,
        scaling_hiddens: scaling_hiddens(&ids)?,
        activation: activation_errors(),
        peak_memory_bytes,
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
        "{}{:.0} of {:.0} GFLOP/s\n{}",
        table(&header, &rows),
        study.done_gflops,
        study.roofs.all_threads_gflops,
        products::table_of_rates(study)
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

/// The LSTM alone and the roofs above it, in turns: the medians.
fn operation_and_roofs(ids: &Tensor) -> Result<(TwoWays, Roofs)> {
    const TURNS: usize = 5;
    let (mut passes, mut ceilings) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        passes.push(operation(ids)?);
        ceilings.push(roofs());
    }
    let of_passes =
        |of: fn(&TwoWays) -> f64| median(passes.iter().map(of).collect());
    let of_roofs = |of: fn(&Roofs) -> f64| median(ceilings.iter().map(of).collect());
    Ok((
        TwoWays {
            forward_seconds: of_passes(|passes| passes.forward_seconds),
            backward_seconds: of_passes(|passes| passes.backward_seconds),
        },
        Roofs {
            one_thread_gflops: of_roofs(|roofs| roofs.one_thread_gflops),
            all_threads_gflops: of_roofs(|roofs| roofs.all_threads_gflops),
            level_2_gigabytes: of_roofs(|roofs| roofs.level_2_gigabytes),
        },
    ))
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
    let times = [1, 2, 4].map(|times| times * MAX_LEN);
    let seconds = in_turns(&times, |time| {
        let (ids, _) = batch_like_imdb(BATCH_SIZE, time)?;
        train_step(layer::<FusedLstm>, NUM_HIDDENS, &ids, None)
    })?;
    let at = |(time, train_step_seconds)| AtTime {
        time,
        train_step_seconds,
    };
    Ok(times.into_iter().zip(seconds).map(at).collect())
}

fn scaling_hiddens(ids: &Tensor) -> Result<Vec<AtHiddens>> {
    let sizes = [1, 2, 4].map(|times| times * NUM_HIDDENS);
    let seconds = in_turns(&sizes, |num_hiddens| {
        train_step(layer::<FusedLstm>, num_hiddens, ids, None)
    })?;
    let at = |(num_hiddens, train_step_seconds)| AtHiddens {
        num_hiddens,
        train_step_seconds,
    };
    Ok(sizes.into_iter().zip(seconds).map(at).collect())
}

/// The median seconds at each size, of several turns.
fn in_turns(
    sizes: &[usize],
    seconds: impl Fn(usize) -> Result<f64>,
) -> Result<Vec<f64>> {
    const TURNS: usize = 5;
    let mut turns = vec![Vec::new(); sizes.len()];
    for _ in 0..TURNS {
        for (size, turns) in sizes.iter().zip(&mut turns) {
            turns.push(seconds(*size)?);
        }
    }
    Ok(turns.into_iter().map(median).collect())
}

fn activation_errors() -> ActivationErrors {
    ActivationErrors {
        sigmoid_e8: largest_error_of_all(Activation::Sigmoid) * 1e8,
        tanh_e8: largest_error_of_all(Activation::Tanh) * 1e8,
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
    let product = || a.matmul(&a).map_or(0, |_| 2 * SIZE.pow(3));
    Ok(best_rate(product))
}

/// Measures the rate of a tile.
type TileRateOf = fn() -> f64;

/// The recurrent product of a step, (rows, 128) × (128, 512), in one thread.
fn recurrent_product() -> Products {
    let weights = vec![0.01; NUM_HIDDENS * 4 * NUM_HIDDENS];
    let matrix = Matrix::new(&weights, 4 * NUM_HIDDENS);
    let rate = |way, rows: usize| {
        let states = vec![0.01; rows * NUM_HIDDENS];
        let operations = 2 * rows * weights.len();
        let times = (200_000_000 / operations).max(1);
        best_rate(|| {
            let mut sum = vec![0.0; rows * 4 * NUM_HIDDENS];
            for _ in 0..times {
                matrix.add_product(way, black_box(&states), &mut sum);
            }
            black_box(sum);
            operations * times
        })
    };
    const ROWS: usize = 16;
    const COUNTS: [usize; 10] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
    const TILES: [(usize, usize, TileRateOf); 9] = [
        (1, 1, gflops::<1, 1>),
        (1, 4, gflops::<1, 4>),
        (2, 2, gflops::<2, 2>),
        (4, 2, gflops::<4, 2>),
        (6, 2, gflops::<6, 2>),
        (8, 2, gflops::<8, 2>),
        (4, 4, gflops::<4, 4>),
        (6, 4, gflops::<6, 4>),
        (8, 4, gflops::<8, 4>),
    ];
    // In turns, the best of all: a processor is faster in some seconds than in others.
    let best = |of: &dyn Fn(usize) -> f64, count: usize| -> Vec<f64> {
        let mut rates = vec![0.0; count];
        for _ in 0..10 {
            for (place, rate) in rates.iter_mut().enumerate() {
                *rate = of(place).max(*rate);
            }
        }
        rates
    };
    let ways = best(&|way| rate(Way::ALL[way], ROWS), Way::ALL.len());
    let by_rows = best(&|place| rate(Way::PackedTiles, COUNTS[place]), COUNTS.len());
    let tiles = best(&|place| TILES[place].2(), TILES.len());
    let ways = Way::ALL.iter().zip(ways).map(|(way, gflops)| Rate {
        name: way.name().to_owned(),
        gflops,
    });
    let by_rows = COUNTS
        .iter()
        .zip(by_rows)
        .map(|(&rows, gflops)| RateOfRows { rows, gflops });
    let tiles = TILES
        .iter()
        .zip(tiles)
        .map(|(&(rows, columns, _), gflops)| TileRate {
            rows,
            columns,
            gflops,
        });
    Products {
        rows: ROWS,
        ways: ways.collect(),
        by_rows: by_rows.collect(),
        tiles: tiles.collect(),
    }
}

/// What of a training step is not the layer: the dense layers and the loss, forward and backward, and
/// the optimizer's step over all parameters.
fn rest(ids: &Tensor) -> Result<Rest> {
    let mut parameters = Parameters::new(SEED);
    let shape = (BATCH_SIZE, NUM_HIDDENS);
    let states = parameters.create("states", shape, Init::Uniform { limit: 1.0 })?;
    let hidden = dense(NUM_HIDDENS, DENSE_UNITS, &mut parameters, "dense")?;
    let output = dense(DENSE_UNITS, 1, &mut parameters, "output")?;
    let targets = targets(BATCH_SIZE)?;
    let dense_layers_seconds = time(STEPS, || {
        let hidden = hidden.forward(&states)?.relu()?; // (batch, dense_units)
        let logits = output.forward(&hidden)?.squeeze(1)?; // (batch,)
        Ok(binary_cross_entropy(&logits, &targets)?.backward()?)
    })?;
    let mut model = Model::new(layer::<FusedLstm>, NUM_HIDDENS)?;
    let gradients = model.gradients(ids, None, &targets)?;
    let optimizer_seconds = time(STEPS, || model.apply(&gradients))?;
    Ok(Rest {
        dense_layers_seconds: dense_layers_seconds.median,
        optimizer_seconds: optimizer_seconds.median,
    })
}
