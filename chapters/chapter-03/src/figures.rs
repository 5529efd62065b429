//! The chapter's figures.

use anyhow::{Result, ensure};
use candle_core::{Device, Tensor};
use course::figures::{
    Labels, Legend, Point, Series, line_chart, line_chart_with_legend, scatter, svg,
};
use course::schematic::{Anchor, Cell, Cells, Place, Schematic, Side, Tone};

use crate::backward::{backward, forward};
use crate::bag::BagOfEmbeddings;
use crate::bag_training::{Epoch, PadRow, WIDTHS};
use crate::baselines::Baseline;
use crate::descent::{EXAMPLE, descend, loss};
use crate::embedding::{Embedding, one_hot};

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
    let product = one_hot(ids, vocab_size)?.matmul(table)?; // (time, embedding_dim)
    let mut distinct = ids.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    ensure!(distinct.len() <= TONES.len(), "there are {} tints", TONES.len());
    let tone = |id: u32| match distinct.binary_search(&id) {
        Ok(place) => TONES[place],
        Err(_) => Tone::Plain,
    };
    let mut drawing = Schematic::new(&format!(
        "At the lower left, {} one-hot rows for the ids {ids:?}; above at the right, a table of \
         {vocab_size} rows and {embedding_dim} columns; below it their product. Each row of the product is \
         the row of the table where the one-hot row has its one.",
        ids.len()
    ));
    let all: Vec<u32> = (0..vocab_size as u32).collect();
    let tinted = |table: &Tensor, ids: &[u32]| -> Result<Vec<Vec<Cell>>> {
        let rows = numbers(table)?.into_iter().zip(ids);
        Ok(rows.map(|(row, &id)| tinted(row, tone(id))).collect())
    };
    let pick = |id: &u32| -> Vec<Cell> {
        let cell = |column: &u32| match column == id {
            true => Cell::new("1", tone(*id)),
            false => Cell::plain("0"),
        };
        all.iter().map(cell).collect()
    };
    let (narrow, wide) = (vec![22.0; vocab_size], vec![58.0; embedding_dim]);
    let (right, height) = (226.0, 24.0);
    let table = drawing.cells((right, 36.0), &wide, height, &tinted(table, &all)?);
    let below = table.place().bottom().1 + 44.0;
    let picks: Vec<Vec<Cell>> = ids.iter().map(pick).collect();
    let picks = drawing.cells((62.0, below), &narrow, height, &picks);
    let product =
        drawing.cells((right, below), &wide, height, &tinted(&product, ids)?);
    beside(&mut drawing, &table, all.iter().map(|id| format!("row {id}")));
    beside(&mut drawing, &picks, ids.iter().map(|id| format!("id {id}")));
    let names = [
        (&table, format!("table ({vocab_size}, {embedding_dim})")),
        (&picks, format!("one-hot ({}, {vocab_size})", ids.len())),
        (&product, format!("product ({}, {embedding_dim})", ids.len())),
    ];
    for (cells, name) in names {
        let (x, y) = cells.place().top();
        drawing.label((x, y - 16.0), Anchor::Middle, &name);
    }
    let (x, y) = picks.place().right();
    drawing.arrow((x + 6.0, y), (x + 26.0, y), Tone::Plain);
    drawing.svg()
}

/// Writes a name at the left of each row.
fn beside(
    drawing: &mut Schematic,
    cells: &Cells,
    names: impl IntoIterator<Item = impl AsRef<str>>,
) {
    for (i, name) in names.into_iter().enumerate() {
        let (x, y) = cells.row(i).left();
        drawing.label((x - 8.0, y), Anchor::End, name.as_ref());
    }
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
    let columns = vec![58.0; embedding_dim];
    let mut place = |values: &Tensor, names: &[&str], tone, top| -> Result<Cells> {
        let rows = numbers(values)?.into_iter();
        let rows: Vec<Vec<Cell>> = rows.map(|row| tinted(row, tone)).collect();
        let cells = drawing.cells((90.0, top), &columns, 26.0, &rows);
        beside(&mut drawing, &cells, names);
        Ok(cells)
    };
    let down = 34.0;
    let below = |cells: &Cells| cells.place().bottom().1 + down;
    let table = place(&vectors, words, Tone::Plain, 8.0)?;
    let mean = place(&mean, &["mean"], Tone::First, below(&table))?;
    let weights = place(&direction, &["weights w"], Tone::Second, below(&mean))?;
    drawing.bracket(table.place(), Side::Right, &format!("T = {}", ids.len()));
    for column in 0..embedding_dim {
        let (x, y) = table.column(column).bottom();
        drawing.arrow((x, y + 3.0), (x, y + down - 2.0), Tone::First);
    }
    let (x, y) = mean.place().bottom();
    drawing.label((x, y + down / 2.0), Anchor::Middle, "times, column by column");
    let (x, y) = weights.place().bottom();
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

/// The three operations of the squared error, forwards and backwards.
///
/// # Errors
/// If it cannot be drawn.
pub fn graph() -> Result<String> {
    let values = forward(1.0, EXAMPLE.x, EXAMPLE.y);
    let slopes = backward(values, EXAMPLE.x);
    let mut picture = Schematic::new(
        "A chain of boxes from top to bottom: the weight, its product with the input, the difference to \
         the target, and the square, which is the loss. Arrows on the left lead downwards with the values \
         of the way forwards; arrows on the right lead upwards, and beside each box stands the slope of \
         the loss with respect to it.",
    );
    let stages = [
        ("w", 1.0, slopes.d_weight),
        ("w · x", values.product, slopes.d_product),
        ("w · x − y", values.difference, slopes.d_difference),
        ("square: the loss", values.loss, slopes.d_loss),
    ];
    let (width, height, gap) = (150.0, 34.0, 46.0);
    for (i, (name, value, slope)) in stages.into_iter().enumerate() {
        let top = 30.0 + i as f64 * (height + gap);
        let place = Place::new(135.0, top, width, height);
        picture.block(place, name, Tone::First);
        let middle = top + height / 2.0;
        picture.label((125.0, middle), Anchor::End, &format!("value {value}"));
        picture.label((295.0, middle), Anchor::Start, &format!("slope {slope}"));
        if i > 0 {
            let before = top - gap;
            picture.arrow((180.0, before), (180.0, top), Tone::First);
            picture.arrow((240.0, top), (240.0, before), Tone::Second);
        }
    }
    picture.label((125.0, 12.0), Anchor::End, "forwards");
    picture.label((295.0, 12.0), Anchor::Start, "backwards");
    let times = |i: usize| 30.0 + i as f64 * (height + gap) - gap / 2.0;
    for (i, factor) in [
        (1, format!("· x = · {}", EXAMPLE.x)),
        (2, "· 1".to_owned()),
        (3, format!("· 2 · ({})", values.difference)),
    ] {
        picture.label((250.0, times(i)), Anchor::Start, &factor);
    }
    picture.svg()
}
