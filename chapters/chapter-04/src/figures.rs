//! The chapter's drawings.

use anyhow::{Context, Result};
use chapter_03::accuracy::ByPhenomenon;
use course::figures::{
    Labels, Legend, Series, line_chart, line_chart_with_legend, svg,
};
use course::schematic::{Anchor, Place, Schematic, Tone};

use crate::recorded::{Descents, Run};
use crate::sections::held;
use crate::study::{AtOneDistance, Company};
use crate::through_time::lengths;
use crate::trace::Trace;

/// The tanh, from -3 to 3.
///
/// # Errors
/// If it cannot be drawn.
pub fn tanh() -> Result<String> {
    let points = (-30..=30).map(|tenth| f64::from(tenth) / 10.0);
    let lines = [Series {
        name: "tanh",
        points: points.map(|x| (x, x.tanh())).collect(),
    }];
    let labels = Labels {
        title: "",
        x: "a",
        y: "tanh(a)",
    };
    svg(240, |area| line_chart(area, labels, &lines))
}

/// A layer that looks at its input alone, and one that looks at its own last answer too.
///
/// # Errors
/// If the drawing cannot be written.
pub fn layers() -> Result<String> {
    let mut drawing = Schematic::new(
        "Two layers side by side. On the left a feed-forward layer: an arrow leads from the input below \
         into the layer, and one out of it at the top. On the right a recurrent layer: the same two \
         arrows, and a third one that leaves the layer, goes around, and comes back into it as the \
         hidden state of the step before.",
    );
    for (x, name, is_recurrent) in
        [(40.0, "feed-forward", false), (250.0, "recurrent", true)]
    {
        let layer = Place::new(x, 80.0, 120.0, 44.0);
        let (middle, top) = layer.top();
        let (_, bottom) = layer.bottom();
        drawing.block(
            layer,
            "layer",
            if is_recurrent {
                Tone::First
            } else {
                Tone::Plain
            },
        );
        drawing.arrow((middle, bottom + 50.0), (middle, bottom + 3.0), Tone::Plain);
        drawing.arrow((middle, top - 3.0), (middle, top - 40.0), Tone::Plain);
        drawing.label((middle, bottom + 62.0), Anchor::Middle, "x_t");
        let answer = if is_recurrent { "h_t" } else { "y_t" };
        drawing.label((middle, top - 52.0), Anchor::Middle, answer);
        drawing.label((middle, bottom + 90.0), Anchor::Middle, name);
        if is_recurrent {
            let (right, y) = layer.right();
            let (left, _) = layer.left();
            let around = top - 20.0;
            drawing.line((right, y), (right + 26.0, y), Tone::First);
            drawing.line((right + 26.0, y), (right + 26.0, around), Tone::First);
            drawing.line(
                (right + 26.0, around),
                (middle + 8.0, around),
                Tone::First,
            );
            drawing.line((middle - 8.0, around), (left - 26.0, around), Tone::First);
            drawing.line((left - 26.0, around), (left - 26.0, y), Tone::First);
            drawing.arrow((left - 26.0, y), (left - 3.0, y), Tone::First);
            drawing.label((left - 32.0, around + 8.0), Anchor::End, "h_(t−1)");
        }
    }
    drawing.svg()
}

/// The loop written out: one copy of the layer for each word.
///
/// # Errors
/// If the drawing cannot be written.
pub fn unrolled(words: &[&str]) -> Result<String> {
    let mut drawing = Schematic::new(&format!(
        "{} boxes in a row, all with the same weights. Into each leads an arrow from below, from one of \
         the words {}. From each box an arrow leads to the next one at its right: the hidden state. The \
         first one comes from a state of zeros, the last one leads to the answer.",
        words.len(),
        words.join(", ")
    ));
    let (width, gap, top) = (42.0, 26.0, 40.0);
    let mut x = 44.0;
    drawing.label((16.0, top + 20.0), Anchor::End, "0");
    for (i, word) in words.iter().enumerate() {
        let layer = Place::new(x, top, width, 40.0);
        let (middle, bottom) = layer.bottom();
        let (left, y) = layer.left();
        drawing.block(layer, "layer", Tone::First);
        let from = if i == 0 { 20.0 } else { x - gap + 2.0 };
        drawing.arrow((from, y), (left - 2.0, y), Tone::First);
        drawing.arrow((middle, bottom + 34.0), (middle, bottom + 3.0), Tone::Plain);
        drawing.label((middle, bottom + 46.0), Anchor::Middle, word);
        if i + 1 < words.len() {
            let (right, _) = layer.right();
            let state = format!("h_{}", i + 1);
            drawing.label((right + gap / 2.0, y - 33.0), Anchor::Middle, &state);
        } else {
            let (right, _) = layer.right();
            drawing.arrow((right + 2.0, y), (right + 24.0, y), Tone::First);
            let state = format!("h_{}", i + 1);
            drawing.label((right + 30.0, y), Anchor::Start, &state);
        }
        x += width + gap;
    }
    drawing.svg()
}

/// Accuracy on the validation reviews of three kinds, epoch by epoch.
///
/// # Errors
/// If there is no epoch.
pub fn kinds(run: &Run) -> Result<String> {
    let line = |name, accuracy: fn(&ByPhenomenon) -> f64| Series {
        name,
        points: (1..)
            .map(f64::from)
            .zip(run.epochs.iter().map(|epoch| accuracy(&epoch.kinds)))
            .collect(),
    };
    let lines = [
        line("plain", |kinds| kinds.plain),
        line("negation", |kinds| kinds.negation),
        line("distant", |kinds| kinds.distant),
    ];
    let labels = Labels {
        title: "",
        x: "epoch",
        y: "validation accuracy",
    };
    svg(320, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// Accuracy on twins by distance, a line for each training.
///
/// # Errors
/// If there is no training.
pub fn far(runs: &[Run]) -> Result<String> {
    let names: Vec<String> = runs
        .iter()
        .map(|run| format!("seed {}", run.seed))
        .collect();
    let lines: Vec<Series<'_>> = runs
        .iter()
        .zip(&names)
        .map(|(run, name)| Series {
            name,
            points: run
                .distant
                .iter()
                .map(|group| (group.middle(), group.accuracy))
                .collect(),
        })
        .collect();
    let labels = Labels {
        title: "",
        x: "words behind the last difference",
        y: "test accuracy",
    };
    svg(320, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The length of the gradient by how many steps it has gone back, its logarithm upwards.
///
/// # Errors
/// If it cannot be computed.
pub fn gradients(sizes: &[f64]) -> Result<String> {
    let names: Vec<String> = sizes.iter().map(|size| format!("{size:.1}")).collect();
    let mut lines = Vec::new();
    for (size, name) in sizes.iter().zip(&names) {
        let lengths = lengths(*size)?;
        let steps = (0..).map(f64::from);
        lines.push(Series {
            name,
            points: steps
                .zip(lengths.iter().map(|length| length.log10()))
                .collect(),
        });
    }
    let labels = Labels {
        title: "",
        x: "steps back",
        y: "logarithm of the length, base 10",
    };
    svg(300, |area| line_chart(area, labels, &lines))
}

/// Validation loss of plain descent by epoch with the smaller learning rate: the training that met the
/// longest gradient, and the one with the same seed that was clipped.
///
/// # Errors
/// If there is no such training.
pub fn clipping(descents: &[Descents]) -> Result<String> {
    let [not_clipped, clipped, ..] = descents else {
        anyhow::bail!("nothing was trained with and without clipping")
    };
    let lengths = not_clipped.runs.iter().map(|run| run.greatest_length);
    let longest = lengths.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
    let (seed, _) = longest.context("no training")?;
    let line = |name, of: &Descents| Series {
        name,
        points: (1..)
            .map(f64::from)
            .zip(of.runs[seed].validation.iter().map(|score| score.loss))
            .collect(),
    };
    let lines = [line("not clipped", not_clipped), line("clipped", clipped)];
    let labels = Labels {
        title: "",
        x: "epoch",
        y: "validation loss",
    };
    svg(260, |area| line_chart(area, labels, &lines))
}

/// What the chapter's network holds after each word of a text: the units in which it and its twin differ
/// most.
///
/// # Errors
/// If the drawing cannot be written.
pub fn held(trace: &Trace, units: &[usize]) -> Result<String> {
    trace.heat_map(units).svg(held::DESCRIPTION)
}

/// Mean test accuracy by distance, a line for each layer and each company that it learnt in.
///
/// # Errors
/// If nothing is given.
pub fn distances(studies: &[(&str, Company, &[AtOneDistance])]) -> Result<String> {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let lines: Vec<Series<'_>> = studies
        .iter()
        .map(|(name, company, studied)| Series {
            name,
            points: studied
                .iter()
                .filter(|at| at.company == *company)
                .map(|at| (at.distance as f64, mean(&at.test)))
                .collect(),
        })
        .collect();
    let labels = Labels {
        title: "",
        x: "words behind the verdict",
        y: "mean test accuracy",
    };
    svg(300, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}
