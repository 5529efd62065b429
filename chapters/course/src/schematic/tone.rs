//! The colours of a schematic.

use plotters::style::RGBColor;

use crate::figures::{FIRST, INK, SECOND, THIRD};

/// What a thing belongs to, shown by its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular: the colour of the letters, no tint.
    Plain,
    /// The colour of a chart's first series.
    First,
    /// The colour of a chart's second series.
    Second,
    /// The colour of a chart's third series.
    Third,
}

impl Tone {
    pub(super) fn line(self) -> String {
        hex(match self {
            Self::Plain => INK,
            Self::First => FIRST,
            Self::Second => SECOND,
            Self::Third => THIRD,
        })
    }

    /// The attributes of an area: a tint that letters can be read on.
    pub(super) fn tint(self) -> String {
        match self {
            Self::Plain => "fill=\"none\"".to_owned(),
            _ => format!("fill=\"{}\" fill-opacity=\"0.2\"", self.line()),
        }
    }
}

/// A colour as SVG writes it.
pub(super) fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}
