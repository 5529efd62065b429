//! Heat maps of what a network holds after each word: a row a word, a column a unit, and a tint for the
//! value, as a picture and as text.

use anstyle::{AnsiColor, RgbColor, Style};
use anyhow::{Result, ensure};

use crate::letters;
use crate::schematic::{Anchor, Place, Schematic, WIDTH};

/// Columns that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What stands over them; it must not be wider than they are.
    pub name: String,
    /// What stands over each of them.
    pub columns: Vec<String>,
}

/// A row: a word, and a value for each column, as a rule between -1 and 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub word: String,
    /// One for each column of all groups.
    pub values: Vec<f64>,
}

/// Values by word and unit. Cells show them in tenths: 7 is 0.7.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatMap {
    /// The columns, from left to right.
    pub groups: Vec<Group>,
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
}

/// Letters of a word that are shown.
const LETTERS: usize = 12;
/// A cell of the text, and the space between two groups.
const CELL: usize = 4;
const GAP: usize = 2;
/// The same of the picture; a row there is as high as a line.
const ROW: f64 = letters::LINE;
const BETWEEN: f64 = 8.0;
const BESIDE_WORDS: f64 = 96.0;
const WIDEST_CELL: f64 = 34.0;
const MOST_COLUMNS: usize = 17;

/// A value in tenths.
fn tenths(value: f64) -> String {
    format!("{:.0}", (value * 10.0).round() + 0.0)
}

/// A cell of the text, its background as strong as the value is far from zero: blue above it, orange below.
fn cell(value: f64, tinted: bool) -> String {
    let text = format!("{:>CELL$}", tenths(value));
    if !tinted {
        return text;
    }
    let strength = value.abs().min(1.0);
    let toward = |color: u8| (f64::from(color) * strength) as u8;
    let (red, green, blue) = match value < 0.0 {
        true => (224, 120, 48),
        false => (47, 143, 216),
    };
    let background = RgbColor(toward(red), toward(green), toward(blue));
    let style = Style::new()
        .bg_color(Some(background.into()))
        .fg_color(Some(AnsiColor::BrightWhite.into()));
    format!("{style}{text}{style:#}")
}

/// A word with its end left out, if it is long.
fn shortened(word: &str) -> String {
    match word.chars().count() {
        0..=LETTERS => word.to_owned(),
        _ => word.chars().take(LETTERS - 1).chain(['…']).collect(),
    }
}

/// A word with so many letters as a picture has room for.
fn fitting(word: &str) -> String {
    let room = BESIDE_WORDS - 4.0;
    let mut text = shortened(word);
    for kept in (1..LETTERS).rev() {
        if letters::width(&text) <= room {
            break;
        }
        text = word.chars().take(kept).chain(['…']).collect();
    }
    text
}

impl HeatMap {
    /// The map as text; with `tinted`, for a terminal that shows colours.
    #[must_use]
    pub fn text(&self, tinted: bool) -> String {
        let gap = " ".repeat(GAP);
        let [mut names, mut columns] = [" ".repeat(LETTERS), " ".repeat(LETTERS)];
        for group in &self.groups {
            let width = CELL * group.columns.len();
            names += &format!("{gap}{:>width$}", group.name);
            columns += &gap;
            for column in &group.columns {
                columns += &format!("{column:>CELL$}");
            }
        }
        let mut text = format!("{}\n{columns}\n", names.trim_end());
        for row in &self.rows {
            text += &format!("{:<LETTERS$}", shortened(&row.word));
            let mut values = row.values.iter();
            for group in &self.groups {
                text += &gap;
                for value in values.by_ref().take(group.columns.len()) {
                    text += &cell(*value, tinted);
                }
            }
            text += "\n";
        }
        text
    }

    /// The map as a picture. `description` tells in words what it shows.
    ///
    /// # Errors
    /// If there are so many columns that they would not be seen.
    pub fn svg(&self, description: &str) -> Result<String> {
        let mut drawing = Schematic::new(description);
        let columns: usize =
            self.groups.iter().map(|group| group.columns.len()).sum();
        ensure!(
            columns <= MOST_COLUMNS,
            "{columns} columns are too many to be read in a picture: show {MOST_COLUMNS} or fewer"
        );
        let gaps = BETWEEN * self.groups.len() as f64;
        let room = WIDTH - BESIDE_WORDS - gaps;
        let wide = (room / columns as f64).min(WIDEST_CELL);
        let top = 2.0 * ROW;
        let mut first = 0;
        let mut x = BESIDE_WORDS;
        for group in &self.groups {
            x += BETWEEN;
            let middle = x + wide * group.columns.len() as f64 / 2.0;
            if !group.name.is_empty() {
                drawing.label((middle, ROW / 2.0), Anchor::Middle, &group.name);
            }
            for (i, column) in group.columns.iter().enumerate() {
                let left = x + wide * i as f64;
                drawing.label(
                    (left + wide / 2.0, 1.5 * ROW),
                    Anchor::Middle,
                    column,
                );
                for (row, Row { values, .. }) in self.rows.iter().enumerate() {
                    let place = Place::new(left, top + ROW * row as f64, wide, ROW);
                    let value = values[first + i];
                    drawing.shade(place, value, &tenths(value));
                }
            }
            first += group.columns.len();
            x += wide * group.columns.len() as f64;
        }
        for (row, Row { word, .. }) in self.rows.iter().enumerate() {
            let y = top + ROW * (row as f64 + 0.5);
            drawing.label((BESIDE_WORDS, y), Anchor::End, &fitting(word));
        }
        drawing.svg()
    }
}
