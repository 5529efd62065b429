//! The page "Memory that is fresh at every step".

use std::io::Write;

use anyhow::{Context, Result};
use course::text::{Align, table, thousands};

use crate::recorded::{self, SpreadOfTurns};

/// Training steps with fresh and with kept memory, as they were recorded.
///
/// # Errors
/// If `out` cannot be written to, or the record lacks a row.
pub fn faults(out: &mut dyn Write) -> Result<()> {
    let comparison = recorded::comparison()?.measured;
    let keeping = comparison.opponents.iter();
    let keeping = keeping
        .filter(|opponent| opponent.name == "PyTorch, keeping memory")
        .map(|opponent| &opponent.timed.train_step_seconds)
        .next();
    let ours = |engine: &str| {
        let rung = comparison.rungs.iter();
        rung.filter(|rung| rung.program.engine == engine)
            .map(|rung| &rung.train_step_seconds)
            .next()
            .with_context(|| format!("the comparison has no `{engine}`"))
    };
    let line = |name: &str, seconds: &SpreadOfTurns| {
        let faults = seconds.page_faults.unwrap_or(f64::NAN);
        vec![
            name.to_owned(),
            format!("{:.3}", seconds.median),
            thousands(faults.round() as usize),
        ]
    };
    let keeping =
        keeping.context("the comparison has no PyTorch that keeps memory")?;
    let rows = [
        line("PyTorch, as installed", &comparison.pytorch.train_step_seconds),
        line("PyTorch, told to keep memory", keeping),
        line("this layer, new memory", ours("packed")?),
        line("this layer, kept memory", ours("memory")?),
    ];
    let header = [
        ("a training step", Align::Left),
        ("seconds", Align::Right),
        ("page faults", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
