//! The page "Steps that are too long".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table};

use crate::recorded::{self, DescentRun, Descents};

/// Validation accuracy after the last epoch, and the lengths of the gradients, training by training.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn descents(out: &mut dyn Write) -> Result<()> {
    let recorded = recorded::clipping()?.measured.descents;
    let row = |descents: &Descents, run: &DescentRun| {
        let last = run.validation.last();
        let longest = descents.longest.map(|longest| longest.to_string());
        vec![
            descents.learning_rate.to_string(),
            longest.unwrap_or_else(|| "none".to_owned()),
            run.seed.to_string(),
            last.map_or_else(String::new, |score| format!("{:.3}", score.loss)),
            last.map_or_else(String::new, |score| format!("{:.3}", score.accuracy)),
            format!("{:.2}", run.median_length),
            format!("{:.0} %", 100.0 * run.longer),
            format!("{:.2}", run.greatest_length),
            run.greatest_in.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = recorded
        .iter()
        .flat_map(|descents| descents.runs.iter().map(|run| row(descents, run)))
        .collect();
    let header = [
        ("learning rate", Align::Right),
        ("clip at", Align::Right),
        ("seed", Align::Right),
        ("loss", Align::Right),
        ("accuracy", Align::Right),
        ("median length", Align::Right),
        ("over 0.5", Align::Right),
        ("greatest", Align::Right),
        ("in epoch", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
