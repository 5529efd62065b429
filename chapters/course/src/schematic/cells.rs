//! Cells of a table, and where they were drawn.

use super::place::{Place, Point};
use super::tone::Tone;

/// A cell of a table: what is written in it, and its tint.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub(super) text: String,
    pub(super) tone: Tone,
}

impl Cell {
    /// A cell with a tint.
    #[must_use]
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }

    /// A cell without a tint.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Plain)
    }
}

/// Where the cells of a table were drawn.
#[derive(Clone, Debug)]
pub struct Cells {
    pub(super) at: Point,
    pub(super) widths: Vec<f64>,
    pub(super) height: f64,
    pub(super) rows: usize,
}

impl Cells {
    /// The place of the whole table.
    #[must_use]
    pub fn place(&self) -> Place {
        let (x, y) = self.at;
        Place::new(x, y, self.widths.iter().sum(), self.height * self.rows as f64)
    }

    /// The place of a row.
    #[must_use]
    pub fn row(&self, row: usize) -> Place {
        let y = self.at.1 + self.height * row as f64;
        Place {
            y,
            height: self.height,
            ..self.place()
        }
    }

    /// The place of a column.
    #[must_use]
    pub fn column(&self, column: usize) -> Place {
        let before: f64 = self.widths.iter().take(column).sum();
        Place {
            x: self.at.0 + before,
            width: self.widths.get(column).copied().unwrap_or(0.0),
            ..self.place()
        }
    }

    /// The place of a cell.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Place {
        let Place { x, width, .. } = self.column(column);
        Place {
            x,
            width,
            ..self.row(row)
        }
    }
}
