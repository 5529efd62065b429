//! The chapter's figures: the lengths of the reviews, the curves of loss and accuracy.

use std::path::Path;

use anyhow::Result;
use chapter_03::training::Score;
use course::figures::{Labels, Legend, Series, line_chart_with_legend, svg};
use course::files::write_whole;

use crate::metrics::Epoch;

const BINS: usize = 50;

/// Box plot above histogram of the reviews' lengths in tokens, start token included.
///
/// # Errors
/// If there are no lengths.
pub fn review_lengths(lengths: &[usize]) -> Result<String> {
    chapter_02::figures::review_lengths(lengths, BINS)
}

/// One measure of train and validation over the epochs.
///
/// # Errors
/// If there is no epoch.
fn curves(
    epochs: &[Epoch],
    name: &str,
    legend: Legend,
    measure: fn(&Score) -> f64,
) -> Result<String> {
    let points = |score: fn(&Epoch) -> &Score| {
        let point =
            |(i, epoch): (usize, &Epoch)| ((i + 1) as f64, measure(score(epoch)));
        epochs.iter().enumerate().map(point).collect()
    };
    let series = [
        Series {
            name: "train",
            points: points(|epoch| &epoch.train),
        },
        Series {
            name: "validation",
            points: points(|epoch| &epoch.validation),
        },
    ];
    svg(300, |area| {
        line_chart_with_legend(
            area,
            Labels {
                title: "",
                x: "epoch",
                y: name,
            },
            &series,
            legend,
        )
    })
}

/// The curve of the accuracy.
///
/// # Errors
/// If there is no epoch.
pub fn accuracy_curves(epochs: &[Epoch]) -> Result<String> {
    curves(epochs, "accuracy", Legend::Right, |score| score.accuracy)
}

/// The curve of the loss.
///
/// # Errors
/// If there is no epoch.
pub fn loss_curves(epochs: &[Epoch]) -> Result<String> {
    // A loss has no upper bound, so there is always room for the legend above the lines.
    curves(epochs, "loss", Legend::Above, |score| score.loss)
}

/// Writes the three figures of a run to a folder: `review-lengths.svg`, `accuracy.svg`, `loss.svg`.
///
/// # Errors
/// If the folder cannot be written to.
pub fn write_all(folder: &Path, lengths: &[usize], epochs: &[Epoch]) -> Result<()> {
    let figures = [
        ("review-lengths.svg", review_lengths(lengths)?),
        ("accuracy.svg", accuracy_curves(epochs)?),
        ("loss.svg", loss_curves(epochs)?),
    ];
    for (name, figure) in figures {
        write_whole(&folder.join(name), figure.as_bytes())?;
    }
    Ok(())
}
