//! The page "How fast".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};
use course::tutorial::{BATCH_SIZE, MAX_LEN};

use crate::arithmetic::{Arithmetic, Counts};
use crate::recorded::{
    self, Comparison, LayerRow, Layers, Library, PackedAt, Timed,
};
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
        vec![
            "activations beside it".to_owned(),
            String::new(),
            String::new(),
            format!("{:.1}", arithmetic.elementwise_gflop),
        ],
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

/// The ladder, as it was recorded.
///
/// # Errors
/// If `out` cannot be written to.
pub fn ladder(out: &mut dyn Write) -> Result<()> {
    let comparison = recorded::comparison()?.measured;
    write!(out, "{}", table_of_rungs(&comparison))?;
    Ok(())
}

/// What changes from rung to rung.
const CHANGES: [(&str, &str); 10] = [
    ("candle", "candle-nn's layer"),
    ("by-hand", "halves of halves"),
    ("hoisted", "input product out of the loop"),
    ("one-operation", "one operation, float by float"),
    ("vectors", "vector registers"),
    ("packed", "packed weights"),
    ("memory", "memory kept"),
    ("shards", "two shards"),
    ("words-once", "each word once"),
    ("fused", "padding once"),
];

/// The rungs of the ladder, what changes and how long a training step takes: the slowest first.
pub(crate) fn rungs(comparison: &Comparison) -> Vec<(String, f64)> {
    let rungs = comparison.ladder().map(|rung| {
        let engine = &*rung.program.engine;
        let change = CHANGES.iter().find(|(name, _)| *name == engine);
        let change = change.map_or(engine, |(_, change)| change);
        (change.to_owned(), rung.train_step_seconds.median)
    });
    rungs.collect()
}

/// A line a rung: seconds, page faults, arithmetic, and how many times as fast as the rung above.
pub(crate) fn table_of_rungs(comparison: &Comparison) -> String {
    let batch = comparison.batch;
    let arithmetic = Arithmetic::of(batch);
    let mut before = None;
    let mut lines = Vec::new();
    for (rung, (change, seconds)) in comparison.ladder().zip(rungs(comparison)) {
        let gflop = match &*rung.program.engine {
            "words-once" => arithmetic.words_once_gflop,
            "fused" => arithmetic.done_gflop,
            _ => arithmetic.as_written_gflop,
        };
        let faults = rung.train_step_seconds.page_faults;
        let factor = before.map(|before: f64| format!("{:.2}", before / seconds));
        lines.push(vec![
            change,
            format!("{seconds:.3}"),
            faults.map(count).unwrap_or_default(),
            format!("{gflop:.1}"),
            format!("{:.0}", gflop / seconds),
            factor.unwrap_or_default(),
        ]);
        before = Some(seconds);
    }
    let header = [
        ("a training step with", Align::Left),
        ("seconds", Align::Right),
        ("page faults", Align::Right),
        ("GFLOP", Align::Right),
        ("a second", Align::Right),
        ("factor", Align::Right),
    ];
    let whole = comparison.candle.medians()[0] / comparison.fused.medians()[0];
    format!("{}\nall factors multiplied: {whole:.0}\n", table(&header, &lines))
}

/// A mean number of page faults.
fn count(faults: f64) -> String {
    thousands(faults.round() as usize)
}

/// The other libraries with what makes them faster, as they were recorded.
///
/// # Errors
/// If `out` cannot be written to.
pub fn opponents(out: &mut dyn Write) -> Result<()> {
    let comparison = recorded::comparison()?.measured;
    let ours = comparison.fused.medians();
    let line = |name: &str, timed: &Timed<Library>| {
        let mut cells = vec![name.to_owned()];
        for (seconds, ours) in timed.medians().into_iter().zip(ours) {
            cells.push(format!("{seconds:.3}"));
            cells.push(format!("{:.2}", seconds / ours));
        }
        let faults = timed.train_step_seconds.page_faults;
        cells.push(
            faults.map_or_else(String::new, |faults| thousands(faults as usize)),
        );
        cells
    };
    let mut lines = vec![line("PyTorch", &comparison.pytorch)];
    let (pytorch, keras): (Vec<_>, Vec<_>) = comparison
        .opponents
        .iter()
        .map(|opponent| line(&opponent.name, &opponent.timed))
        .partition(|line| line[0].starts_with("PyTorch"));
    lines.extend(pytorch);
    lines.push(line("Keras", &comparison.keras));
    lines.extend(keras);
    let header = [
        ("", Align::Left),
        ("train, s", Align::Right),
        ("× ours", Align::Right),
        ("infer, s", Align::Right),
        ("× ours", Align::Right),
        ("page faults", Align::Right),
    ];
    write!(out, "{}", table(&header, &lines))?;
    Ok(())
}

/// PyTorch's packed sequences by their length, as they were recorded.
///
/// # Errors
/// If `out` cannot be written to.
pub fn packed_by_time(out: &mut dyn Write) -> Result<()> {
    let comparison = recorded::comparison()?.measured;
    let line = |at: &PackedAt| {
        vec![
            at.time.to_string(),
            format!("{:.3}", at.padded.median),
            at.padded.page_faults.map(count).unwrap_or_default(),
            format!("{:.3}", at.packed.median),
            at.packed.page_faults.map(count).unwrap_or_default(),
        ]
    };
    let lines: Vec<_> = comparison.packed_by_time.iter().map(line).collect();
    let header = [
        ("steps", Align::Right),
        ("padded, s", Align::Right),
        ("page faults", Align::Right),
        ("packed, s", Align::Right),
        ("page faults", Align::Right),
    ];
    write!(out, "{}", table(&header, &lines))?;
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
