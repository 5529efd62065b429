//! The chapter's figures.

use anyhow::Result;
use course::figures::{Labels, Point, Series, line_chart, scatter, svg};

use crate::bag_training::{PadRow, WIDTHS};
use crate::baselines::Baseline;

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
