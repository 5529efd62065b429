//! The chapter's figures.

use anyhow::Result;
use course::figures::{
    Labels, Legend, Point, Series, line_chart, line_chart_with_legend, scatter, svg,
};

use crate::bag_training::{Epoch, PadRow, WIDTHS};
use crate::baselines::Baseline;
use crate::descent::{EXAMPLE, descend, loss};

/// So many points make a curve.
const CURVE: usize = 100;

/// `count` numbers at equal distances, both ends among them.
fn evenly(from: f64, to: f64, count: usize) -> impl Iterator<Item = f64> {
    let gap = (to - from) / (count - 1) as f64;
    (0..count).map(move |i| from + gap * i as f64)
}

/// A curve from its formula.
fn curve(from: f64, to: f64, value: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    evenly(from, to, CURVE).map(|x| (x, value(x))).collect()
}

/// The loss of one weight as a curve, and two ways down it.
///
/// # Errors
/// If it cannot be drawn.
pub fn descent() -> Result<String> {
    let at = |weight| loss(weight, EXAMPLE);
    let steps = |learning_rate, count| {
        let weights = descend(1.0, learning_rate, count, EXAMPLE);
        weights
            .into_iter()
            .map(|weight| (weight, at(weight)))
            .collect()
    };
    let lines = [
        Series {
            name: "loss",
            points: curve(-1.0, 6.0, at),
        },
        Series {
            name: "learning rate 0.05",
            points: steps(0.05, 3),
        },
        Series {
            name: "learning rate 0.3",
            points: steps(0.3, 2),
        },
    ];
    let labels = Labels {
        title: "",
        x: "weight",
        y: "loss",
    };
    svg(300, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The sigmoid.
///
/// # Errors
/// If it cannot be drawn.
pub fn sigmoid() -> Result<String> {
    let lines = [Series {
        name: "probability",
        points: curve(-6.0, 6.0, |logit| 1.0 / (1.0 + (-logit).exp())),
    }];
    let labels = Labels {
        title: "",
        x: "logit",
        y: "probability of positive",
    };
    svg(240, |area| line_chart(area, labels, &lines))
}

/// The cross-entropy of a logit, for either label.
///
/// # Errors
/// If it cannot be drawn.
pub fn cross_entropy() -> Result<String> {
    let of = |sign: f64| curve(-6.0, 6.0, move |logit| (sign * logit).exp().ln_1p());
    let lines = [
        Series {
            name: "label 1",
            points: of(-1.0),
        },
        Series {
            name: "label 0",
            points: of(1.0),
        },
    ];
    let labels = Labels {
        title: "",
        x: "logit",
        y: "loss",
    };
    svg(260, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The losses of a training, epoch by epoch.
///
/// # Errors
/// If there are no epochs.
pub fn epochs(epochs: &[Epoch]) -> Result<String> {
    let points = |loss: fn(&Epoch) -> f64| {
        let numbers = (1..).map(f64::from);
        numbers.zip(epochs.iter().map(loss)).collect()
    };
    let lines = [
        Series {
            name: "training",
            points: points(|epoch| epoch.train.loss),
        },
        Series {
            name: "validation",
            points: points(|epoch| epoch.validation.loss),
        },
    ];
    let labels = Labels {
        title: "",
        x: "epoch",
        y: "loss",
    };
    svg(260, |area| line_chart(area, labels, &lines))
}

/// The logit of one review by the width it is padded to, with a mask and without.
///
/// # Errors
/// If there are no logits.
pub fn pads(masked: &PadRow, unmasked: &PadRow) -> Result<String> {
    let points = |row: &PadRow| {
        let widths = WIDTHS.iter().map(|width| *width as f64);
        widths.zip(row.logits.iter().copied()).collect()
    };
    let lines = [
        Series {
            name: "pads masked",
            points: points(masked),
        },
        Series {
            name: "pads averaged",
            points: points(unmasked),
        },
    ];
    let labels = Labels {
        title: "",
        x: "ids in the row, pads included",
        y: "logit",
    };
    svg(260, |area| line_chart(area, labels, &lines))
}

/// Validation accuracy by λ, at the chosen β.
///
/// # Errors
/// If nothing was tried.
pub fn choices(words: &Baseline, pairs: &Baseline) -> Result<String> {
    let points = |baseline: &Baseline| {
        let chosen = baseline.chosen;
        let tried = baseline.tried.iter();
        let same =
            tried.filter(|choice| choice.interpolation == chosen.interpolation);
        same.map(|choice| (choice.l2.log10(), choice.validation))
            .collect()
    };
    let lines = [
        Series {
            name: "words",
            points: points(words),
        },
        Series {
            name: "words and pairs",
            points: points(pairs),
        },
    ];
    let labels = Labels {
        title: "",
        x: "logarithm of λ to base 10",
        y: "validation accuracy",
    };
    svg(280, |area| line_chart(area, labels, &lines))
}

/// Words at their first two principal components.
///
/// # Errors
/// If there are no words.
pub fn words(points: &[Point]) -> Result<String> {
    let labels = Labels {
        title: "",
        x: "first component",
        y: "second component",
    };
    svg(380, |area| scatter(area, labels, points))
}
