//! The chapter's figures, all drawn from recorded measurements.

use anyhow::{Context, Result};
use course::figures::{
    Bar, Labels, Legend, Series, bars, line_chart_with_legend, svg,
};

use crate::accuracy::ErrorsNear;
use crate::recorded::{Slices, Stair, Study};

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

/// A training step with each layer.
///
/// # Errors
/// If there are no measurements.
pub fn stairs(stairs: &[Stair]) -> Result<String> {
    let bar = |stair: &'_ Stair| (stair.name.clone(), stair.train_step_seconds);
    let lengths: Vec<(String, f64)> = stairs.iter().map(bar).collect();
    let lengths: Vec<Bar<'_>> = lengths
        .iter()
        .map(|(name, value)| Bar {
            name,
            value: *value,
            points: Vec::new(),
        })
        .collect();
    let labels = Labels {
        title: "",
        x: "seconds a training step",
        y: "",
    };
    svg(280, |area| bars(area, labels, &lengths))
}

/// Time against arithmetic: the machine's roof, and the three forms of the fast layer.
///
/// # Errors
/// If a form was not measured.
pub fn roof(study: &Study) -> Result<String> {
    let seconds = |name: &str| {
        let stair = study.stairs.iter().find(|stair| stair.name == name);
        stair
            .map(|stair| stair.train_step_seconds)
            .with_context(|| format!("`{name}` was not measured"))
    };
    let work = study.arithmetic;
    let lines = [
        Series {
            name: "this chapter's layer, saving by saving",
            points: vec![
                (work.done_gflop, seconds("padding once")?),
                (work.words_once_gflop, seconds("words once")?),
                (work.as_written_gflop, seconds("one operation")?),
            ],
        },
        Series {
            name: "the least that this machine needs",
            points: vec![
                (0.0, 0.0),
                (work.as_written_gflop, work.as_written_gflop / study.gemm_gflops),
            ],
        },
    ];
    let labels = Labels {
        title: "",
        x: "arithmetic of a training step in 10⁹ operations",
        y: "seconds",
    };
    svg(300, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}
