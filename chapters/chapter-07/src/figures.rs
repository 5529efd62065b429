//! The chapter's figures: the lengths of the reviews, the curves of loss and accuracy, and the course on
//! one page.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chapter_02::{Vocabulary, tokenizer};
use chapter_03::training::Score;
use course::figures::{Labels, Legend, Series, line_chart_with_legend, svg};
use course::schematic::{Anchor, Cell, Place, Schematic, Tone};
use course::text::hexadecimal;
use course::tutorial::{EMBEDDING_DIM, NUM_HIDDENS};
use sha2::{Digest, Sha256};

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
            Legend::Above,
        )
    })
}

/// The curve of the accuracy.
///
/// # Errors
/// If there is no epoch.
pub fn accuracy_curves(epochs: &[Epoch]) -> Result<String> {
    curves(epochs, "accuracy", |score| score.accuracy)
}

/// The curve of the loss.
///
/// # Errors
/// If there is no epoch.
pub fn loss_curves(epochs: &[Epoch]) -> Result<String> {
    curves(epochs, "loss", |score| score.loss)
}

/// The figures of a run.
#[derive(Clone, Debug)]
pub struct Figures([String; 3]);

impl Figures {
    /// The names of their files.
    pub const NAMES: [&str; 3] = ["review-lengths.svg", "accuracy.svg", "loss.svg"];

    /// Draws them.
    ///
    /// # Errors
    /// If there are no lengths or no epoch.
    pub fn draw(lengths: &[usize], epochs: &[Epoch]) -> Result<Self> {
        Ok(Self([
            review_lengths(lengths)?,
            accuracy_curves(epochs)?,
            loss_curves(epochs)?,
        ]))
    }

    /// Each with the name of its file.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        Self::NAMES
            .into_iter()
            .zip(self.0.iter().map(String::as_str))
    }

    /// The SHA-256 of each file.
    #[must_use]
    pub fn sha256(&self) -> BTreeMap<String, String> {
        self.iter()
            .map(|(name, drawn)| {
                (name.to_owned(), hexadecimal(&Sha256::digest(drawn)))
            })
            .collect()
    }
}

/// The way of a text through the course, from a table of words to an answer, with the chapter at each
/// arrow.
///
/// # Errors
/// If the text has too many words, or one that is too long.
pub fn course(vocabulary: &Vocabulary, text: &str) -> Result<String> {
    let lower = tokenizer::lower_case(text);
    let words: Vec<&str> = tokenizer::words(&lower).collect();
    let mut drawing = Schematic::new(&format!(
        "The way of the sentence \u{201c}{text}\u{201d} through the course, from top to bottom. Its words are \
         a table of {} steps (chapter 1); they become ids (chapter 2), the ids vectors of {EMBEDDING_DIM} \
         numbers (chapter 3). A recurrent cell reads one vector after the other and hands its state, \
         {NUM_HIDDENS} numbers, from step to step (chapters 4 to 6). From the last state comes the \
         answer (chapter 7).",
        words.len()
    ));
    let steps = |top: f64, height: f64| -> Vec<Place> {
        let left = |step: usize| 16.0 + 76.0 * step as f64;
        (0..words.len())
            .map(|step| Place::new(left(step), top, 56.0, height))
            .collect()
    };
    let down = 50.0;
    let below =
        |row: &[Place]| row.first().map_or(0.0, |place| place.bottom().1) + down;

    let table = steps(8.0, 30.0);
    for (place, word) in table.iter().zip(&words) {
        drawing.block(*place, word, Tone::Plain);
    }
    let ids = steps(below(&table), 30.0);
    for (place, word) in ids.iter().zip(&words) {
        drawing.block(*place, &vocabulary.id(word).to_string(), Tone::First);
    }
    let vectors = steps(below(&ids), 56.0);
    for place in &vectors {
        let (x, y) = place.top();
        let column = vec![vec![Cell::new("", Tone::Second)]; 4];
        drawing.cells((x - 10.0, y), &[20.0], 14.0, &column);
    }
    let states = steps(below(&vectors), 36.0);
    for place in &states {
        drawing.block(*place, "state", Tone::Third);
    }
    for pair in states.windows(2) {
        drawing.arrow(pair[0].right(), pair[1].left(), Tone::Third);
    }
    for (from, to) in [(&table, &ids), (&ids, &vectors), (&vectors, &states)] {
        for (from, to) in from.iter().zip(to) {
            drawing.arrow(from.bottom(), to.top(), Tone::Plain);
        }
    }
    let last = states.last().context("the text has no words")?;
    let whole = states[0].and(*last);
    let answer = Place::new(whole.x, below(&states), whole.width, 30.0);
    let answer = drawing.block(answer, "how likely is it praise?", Tone::Plain);
    let (x, y) = last.bottom();
    drawing.arrow((x, y), (x, answer.y), Tone::Plain);

    let left = whole.right().0 + 24.0;
    drawing.label((left, table[0].left().1), Anchor::Start, "chapter 1: a table");
    let names = [
        (ids[0].y - down / 2.0, "chapter 2", "words become ids"),
        (vectors[0].y - down / 2.0, "chapter 3", "ids become vectors"),
        (states[0].y - down / 2.0, "chapters 4, 5 and 6", "a state reads them"),
        (answer.y - down / 2.0, "chapter 7", "the state answers"),
    ];
    for (middle, chapter, what) in names {
        drawing.label((left, middle - 9.0), Anchor::Start, chapter);
        drawing.label((left, middle + 9.0), Anchor::Start, what);
    }
    drawing.svg()
}
