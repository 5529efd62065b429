//! The chapter's figures.

use anyhow::{Result, ensure};
use candle_core::{Device, Tensor};
use course::figures::{Labels, Point, Series, line_chart, scatter, svg};
use course::schematic::{Anchor, Cell, Place, Schematic, Side, Tone};

use crate::bag::BagOfEmbeddings;
use crate::bag_training::{PadRow, WIDTHS};
use crate::baselines::Baseline;
use crate::embedding::{Embedding, one_hot};

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

/// The tints of the ids that a figure picks, one an id.
const TONES: [Tone; 3] = [Tone::First, Tone::Second, Tone::Third];

/// One-hot rows × table = rows of the table, laid out so that each number of the product stands right of
/// its one-hot row and below its column of the table.
///
/// # Errors
/// If an id has no row, or there are more different ids than tints.
pub fn product(ids: &[u32], embedding: &Embedding) -> Result<String> {
    let table = embedding.weight(); // (vocab_size, embedding_dim)
    let (vocab_size, embedding_dim) = table.dims2()?;
    let picks = one_hot(ids, vocab_size)?; // (time, vocab_size)
    let product = picks.matmul(table)?; // (time, embedding_dim)
    let mut distinct = Vec::new();
    for id in ids {
        if !distinct.contains(id) {
            distinct.push(*id);
        }
    }
    ensure!(distinct.len() <= TONES.len(), "there are {} tints", TONES.len());
    let tone = |id: u32| {
        let place = distinct.iter().position(|&known| known == id);
        place.map_or(Tone::Plain, |place| TONES[place])
    };
    let mut drawing = Schematic::new(&format!(
        "At the lower left, {} one-hot rows for the ids {ids:?}; above at the right, a table of \
         {vocab_size} rows and {embedding_dim} columns; below it their product. Each row of the product is \
         the row of the table where the one-hot row has its one.",
        ids.len()
    ));
    let (narrow, wide, height) =
        ([22.0].repeat(vocab_size), [58.0].repeat(embedding_dim), 24.0);
    let rows = numbers(table)?
        .into_iter()
        .zip(0..)
        .map(|(row, id)| tinted(row, tone(id)));
    let table =
        drawing.cells((226.0, 36.0), &wide, height, &rows.collect::<Vec<_>>());
    for id in 0..vocab_size {
        let (x, y) = table.row(id).left();
        drawing.label((x - 8.0, y), Anchor::End, &format!("row {id}"));
    }
    let below = table.place().bottom().1 + 44.0;
    let rows = picks
        .to_vec2::<f32>()?
        .into_iter()
        .zip(ids)
        .map(|(row, &id)| {
            let cell = |value: f32| match value {
                1.0 => Cell::new("1", tone(id)),
                _ => Cell::plain("0"),
            };
            row.into_iter().map(cell).collect()
        });
    let hot =
        drawing.cells((62.0, below), &narrow, height, &rows.collect::<Vec<_>>());
    for (i, id) in ids.iter().enumerate() {
        let (x, y) = hot.row(i).left();
        drawing.label((x - 8.0, y), Anchor::End, &format!("id {id}"));
    }
    let rows = numbers(&product)?
        .into_iter()
        .zip(ids)
        .map(|(row, &id)| tinted(row, tone(id)));
    let product =
        drawing.cells((226.0, below), &wide, height, &rows.collect::<Vec<_>>());
    let name = |what: &str, rows, columns| format!("{what} ({rows}, {columns})");
    let above = |place: Place| (place.top().0, place.y - 16.0);
    let names = [
        (table.place(), name("table", vocab_size, embedding_dim)),
        (hot.place(), name("one-hot", ids.len(), vocab_size)),
        (product.place(), name("product", ids.len(), embedding_dim)),
    ];
    for (place, name) in names {
        drawing.label(above(place), Anchor::Middle, &name);
    }
    let (x, y) = hot.place().right();
    drawing.arrow((x + 6.0, y), (x + 26.0, y), Tone::Plain);
    drawing.svg()
}

/// From the vectors of a review's words to their mean, and from the mean to the logit.
///
/// # Errors
/// If an id has no row.
pub fn mean(bag: &BagOfEmbeddings, words: &[&str], ids: &[u32]) -> Result<String> {
    let batch = Tensor::from_slice(ids, (1, ids.len()), &Device::Cpu)?; // (1, time)
    let vectors = bag.embedding().forward(&batch)?.squeeze(0)?; // (time, embedding_dim)
    let mean = vectors.mean_keepdim(0)?; // (1, embedding_dim)
    let direction = bag.direction()?.unsqueeze(0)?; // (1, embedding_dim)
    let logit = bag.logits_of(&[ids])?.to_vec1::<f32>()?[0];
    let embedding_dim = mean.dim(1)?;
    let mut drawing = Schematic::new(&format!(
        "The words {} stand in a column, each with the {embedding_dim} numbers of its vector. Below them \
         stands their mean, column by column, and below it the weights of the dense layer. Mean times \
         weights, added up, plus the bias, is the logit, {logit:.6}.",
        words.join(", ")
    ));
    let (left, height) = (90.0, 26.0);
    let columns = [58.0].repeat(embedding_dim);
    let rows = numbers(&vectors)?
        .into_iter()
        .map(|row| tinted(row, Tone::Plain));
    let table =
        drawing.cells((left, 8.0), &columns, height, &rows.collect::<Vec<_>>());
    for (i, word) in words.iter().enumerate() {
        let (x, y) = table.row(i).left();
        drawing.label((x - 8.0, y), Anchor::End, word);
    }
    drawing.bracket(table.place(), Side::Right, &format!("T = {}", ids.len()));
    let mut one_row = |values: &Tensor, name: &str, tone, top| -> Result<Place> {
        let row = numbers(values)?.into_iter().map(|row| tinted(row, tone));
        let row =
            drawing.cells((left, top), &columns, height, &row.collect::<Vec<_>>());
        let (x, y) = row.place().left();
        drawing.label((x - 8.0, y), Anchor::End, name);
        Ok(row.place())
    };
    let down = 34.0;
    let mean_row =
        one_row(&mean, "mean", Tone::First, table.place().bottom().1 + down)?;
    let weights =
        one_row(&direction, "weights w", Tone::Second, mean_row.bottom().1 + down)?;
    for column in 0..embedding_dim {
        let (x, y) = table.column(column).bottom();
        drawing.arrow((x, y + 3.0), (x, y + down - 2.0), Tone::First);
    }
    let (x, y) = mean_row.bottom();
    drawing.label((x, y + down / 2.0), Anchor::Middle, "times, column by column");
    let (x, y) = weights.bottom();
    let answer = Place::new(x - 75.0, y + down, 150.0, 30.0);
    let answer = drawing.block(answer, &format!("logit {logit:.6}"), Tone::Plain);
    drawing.arrow((x, y + 3.0), answer.top(), Tone::Plain);
    drawing.label((x + 10.0, y + down / 2.0), Anchor::Start, "add up, plus b");
    drawing.svg()
}

/// A table's numbers (rows, columns) to 4 decimals.
fn numbers(table: &Tensor) -> Result<Vec<Vec<String>>> {
    let rows = table.to_vec2::<f32>()?.into_iter();
    let row =
        |row: Vec<f32>| row.iter().map(|value| format!("{value:.4}")).collect();
    Ok(rows.map(row).collect())
}

/// The cells of a row, all of one tint.
fn tinted(row: Vec<String>, tone: Tone) -> Vec<Cell> {
    row.into_iter().map(|text| Cell::new(text, tone)).collect()
}
