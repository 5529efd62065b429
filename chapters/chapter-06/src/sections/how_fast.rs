//! The page "How fast".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};
use course::tutorial::{BATCH_SIZE, MAX_LEN};

use crate::arithmetic::{Arithmetic, Counts};
use crate::recorded::{self, LayerRow, Layers};
use crate::workload::batch_like_imdb;

/// The arithmetic of a training step with each saving.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn arithmetic(out: &mut dyn Write) -> Result<()> {
    let (ids, _mask) = batch_like_imdb(BATCH_SIZE, MAX_LEN)?;
    let batch = Counts::of(&ids)?;
    let arithmetic = Arithmetic::of(batch);
    let row = |what: &str, input_rows: usize, recurrent_rows: usize, gflop: f64| {
        vec![
            what.to_owned(),
            thousands(input_rows),
            thousands(recurrent_rows),
            format!("{gflop:.1}"),
        ]
    };
    let (positions, distinct) = (batch.positions, batch.distinct);
    let rows = [
        row("as written", positions, positions, arithmetic.as_written_gflop),
        row("each word once", distinct, positions, arithmetic.words_once_gflop),
        row(
            "and padding once",
            distinct,
            batch.worked_positions,
            arithmetic.done_gflop,
        ),
    ];
    let header = [
        ("a training step", Align::Left),
        ("rows × W", Align::Right),
        ("rows × U", Align::Right),
        ("GFLOP", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Layers that have nothing to save, beside PyTorch's, as they were recorded.
///
/// # Errors
/// If `out` cannot be written to.
pub fn layers(out: &mut dyn Write) -> Result<()> {
    write!(out, "{}", table_of_layers(&recorded::layers()?.measured))?;
    Ok(())
}

/// A line a layer: our medians in milliseconds, and how many times as long PyTorch takes.
pub(crate) fn table_of_layers(layers: &Layers) -> String {
    let line = |row: &LayerRow| {
        let ours = row.ours.medians();
        let mut cells = vec![row.ours.program.name()];
        for (stage, ours) in ours.into_iter().enumerate() {
            cells.push(format!("{:.0}", ours * 1e3));
            for theirs in [&row.pytorch, &row.pytorch_keeping_memory] {
                cells.push(format!("{:.2}", theirs.medians()[stage] / ours));
            }
        }
        cells
    };
    let lines: Vec<Vec<String>> = layers.rows.iter().map(line).collect();
    let header = [
        ("layer", Align::Left),
        ("train, ms", Align::Right),
        ("PyTorch", Align::Right),
        ("keeping", Align::Right),
        ("infer, ms", Align::Right),
        ("PyTorch", Align::Right),
        ("keeping", Align::Right),
    ];
    table(&header, &lines)
}
