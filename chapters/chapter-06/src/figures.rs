//! The chapter's figures, all drawn from recorded measurements.

use anyhow::Result;
use course::figures::{
    Bar, Labels, Legend, Series, bars, line_chart_with_legend, svg,
};

use crate::accuracy::ErrorsNear;
use crate::recorded::{Comparison, Slices, Study};
use crate::schedule::SHARD_ROWS;
use crate::sections::how_fast;
use course::tutorial::{BATCH_SIZE, MAX_LEN};

/// Backward passes by the length of the sequence.
///
/// # Errors
/// If there are no measurements.
pub fn slices(measured: &[Slices]) -> Result<String> {
    let points = |seconds: fn(&Slices) -> f64| {
        let point = |at: &Slices| (at.time as f64, seconds(at));
        measured.iter().map(point).collect()
    };
    let lines = [
        Series {
            name: "each step cut from the whole",
            points: points(|at| at.by_slices.backward_seconds),
        },
        Series {
            name: "halves of halves",
            points: points(|at| at.by_halves.backward_seconds),
        },
    ];
    let labels = Labels {
        title: "",
        x: "T, steps of the sequence",
        y: "seconds backward",
    };
    svg(280, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The errors of sigmoid and tanh over their range.
///
/// # Errors
/// If there are no measurements.
pub fn activation_errors(near: &[ErrorsNear]) -> Result<String> {
    let points = |error: fn(&ErrorsNear) -> f64| {
        let point = |at: &ErrorsNear| (at.x, error(at));
        near.iter().map(point).collect()
    };
    let lines = [
        Series {
            name: "sigmoid",
            points: points(|at| at.sigmoid_e8),
        },
        Series {
            name: "tanh",
            points: points(|at| at.tanh_e8),
        },
    ];
    let labels = Labels {
        title: "",
        x: "x",
        y: "error, in 10⁻⁸",
    };
    svg(280, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// A training step with each rung of the ladder.
///
/// # Errors
/// If there are no measurements.
pub fn ladder(comparison: &Comparison) -> Result<String> {
    let rungs = how_fast::rungs(comparison);
    let bars_of: Vec<Bar<'_>> = rungs
        .iter()
        .map(|(name, seconds)| Bar {
            name,
            value: *seconds,
            points: Vec::new(),
        })
        .collect();
    let labels = Labels {
        title: "",
        x: "seconds a training step",
        y: "",
    };
    svg(440, |area| bars(area, labels, &bars_of))
}

/// The roofs of a thread, and the products under them, by the number of rows that a weight serves.
///
/// # Errors
/// If there are no measurements.
pub fn roof(study: &Study) -> Result<String> {
    let roofs = study.roofs;
    let measured = &study.products.by_rows;
    let most = measured.iter().map(|at| at.rows).max().unwrap_or(1) as f64;
    // A weight of four bytes is multiplied and added once a row.
    let reading = |rows: f64| roofs.level_2_gigabytes * rows / 2.0;
    let corner = 2.0 * roofs.one_thread_gflops / roofs.level_2_gigabytes;
    let lines = [
        Series {
            name: "the product of a step, measured",
            points: measured
                .iter()
                .map(|at| (at.rows as f64, at.gflops))
                .collect(),
        },
        Series {
            name: "all weights read from the second-level cache, and computing at its fastest",
            points: vec![
                (1.0, reading(1.0).min(roofs.one_thread_gflops)),
                (
                    corner.clamp(1.0, most),
                    roofs.one_thread_gflops.min(reading(most)),
                ),
                (most, roofs.one_thread_gflops.min(reading(most))),
            ],
        },
        Series {
            name: "forward and backward pass of the layer, at its mean number of rows",
            points: passes(study),
        },
    ];
    let labels = Labels {
        title: "",
        x: "rows that a weight serves",
        y: "10⁹ operations a second and thread",
    };
    svg(320, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The forward and the backward pass of the layer: the mean number of rows of a step, and the
/// operations a second of a thread.
fn passes(study: &Study) -> Vec<(f64, f64)> {
    let shards = BATCH_SIZE.div_ceil(SHARD_ROWS) as f64;
    let rows = study.batch.worked_positions as f64 / MAX_LEN as f64 / shards;
    let [forward, backward] = study.pass_gflops();
    let threads = study.threads as f64;
    vec![
        (rows, forward / threads),
        (rows + 0.001, backward / threads),
    ]
}
