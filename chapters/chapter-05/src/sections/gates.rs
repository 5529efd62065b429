//! The page "The gates at work".

use std::io::Write;

use anyhow::{Context, Result, bail};
use chapter_03::reviews::Dataset;
use chapter_04::sections::held;
use course::heat::HeatMap;
use course::text::{Align, table};

use crate::network::{gru, lstm};
use crate::recorded::{self, Kept};
use crate::trace::GatedTrace;

/// A text of the record, as the units that hold the verdict saw it: its place among them.
pub(crate) fn map(kept: &Kept, text: usize) -> Result<HeatMap> {
    let trace = kept.traces.get(text).context("no such text")?;
    let places: Vec<usize> = (0..kept.units.len()).collect();
    Ok(trace.heat_map(&places, &kept.units))
}

/// A sentence with a negation.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn sentence(out: &mut dyn Write) -> Result<()> {
    let kept = recorded::networks()?.measured.lstm;
    write!(out, "{}", map(&kept, 0)?.text(false))?;
    Ok(())
}

/// The forget gates of the units that hold the verdict, over the second half of a distant review, and what
/// is left of a number that they multiply.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn open(out: &mut dyn Write) -> Result<()> {
    let kept = recorded::networks()?.measured.lstm;
    let [.., distant, _] = kept.traces.as_slice() else {
        bail!("no distant review is recorded")
    };
    let forget = distant.parts.iter().find(|part| part.name == "f");
    let forget = &forget.context("no forget gate is recorded")?.values;
    let half = &forget[forget.len() / 2..];
    let rows = kept.units.iter().enumerate().map(|(i, unit)| {
        let values: Vec<f64> = half.iter().map(|step| step[i]).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let least = values.iter().copied().fold(1.0, f64::min);
        let left: f64 = values.iter().product();
        let others = left / least;
        vec![
            unit.to_string(),
            values.len().to_string(),
            format!("{mean:.2}"),
            format!("{least:.2}"),
            format!("{left:.2}"),
            format!("{others:.2}"),
        ]
    });
    let header = [
        ("unit", Align::Right),
        ("steps", Align::Right),
        ("f, mean", Align::Right),
        ("f, least", Align::Right),
        ("product of all f", Align::Right),
        ("without the least", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows.collect::<Vec<_>>()))?;
    Ok(())
}

/// What a heat map of gates shows, in words.
pub const DESCRIPTION: &str = "A row for each word of a text, and for each of some units a group of columns: \
     its gates, its candidate and what it holds, by their letters. The last column is the probability of \
     positive. Each cell holds a value in tenths, on a tint that is the stronger the further it is from \
     zero, of one colour above zero and of another below.";

/// A layer whose network the chapter keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The LSTM.
    Lstm,
    /// The GRU.
    Gru,
    /// Chapter 4's tanh RNN.
    Rnn,
}

/// What a network holds after each word of a text: `cargo run -p chapter-05 -- trace --cell lstm "…"`.
/// So many columns are shown at most.
///
/// # Errors
/// If the text has no word or too many.
pub fn typed(cell: Cell, text: &str, columns: usize) -> Result<HeatMap> {
    let vocabulary = Dataset::practice()?.vocabulary;
    let vocab_size = vocabulary.vocab_size();
    let gated = match cell {
        Cell::Lstm => GatedTrace::of(&lstm(vocab_size)?, &vocabulary, text)?,
        Cell::Gru => GatedTrace::of(&gru(vocab_size)?, &vocabulary, text)?,
        Cell::Rnn => {
            let trace = held::typed(text)?;
            return Ok(trace.heat_map(&trace.most_moving(columns)));
        }
    };
    let columns_a_unit = gated.parts.len() + 1;
    let units = gated.trace.most_moving((columns / columns_a_unit).max(1));
    Ok(gated.heat_map(&units, &units))
}
