//! The page "Count the words".

use std::io::Write;

use anyhow::{Context, Result};
use course::text::{Align, table, thousands};

use super::phenomena::{HEADER, named};
use super::trained::practice_baselines;
use crate::baselines::{Baseline, Baselines};

/// Both baselines on the test reviews of the practice corpus.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn practice(out: &mut dyn Write) -> Result<()> {
    let Baselines { words, pairs } = practice_baselines()?;
    let rows = [words, pairs].map(|baseline| {
        let name = baseline.kind.name();
        let phenomena = baseline.phenomena.context("the phenomena are known")?;
        Ok(named(name, &phenomena))
    });
    let rows = rows.into_iter().collect::<Result<Vec<_>>>()?;
    write!(out, "{}", table(&HEADER, &rows))?;
    Ok(())
}

/// The rows of both baselines, as text.
#[must_use]
pub fn report(baselines: &Baselines) -> String {
    let header = [
        ("model", Align::Left),
        ("terms", Align::Right),
        ("validation", Align::Right),
        ("test", Align::Right),
    ];
    let row = |baseline: &Baseline| {
        vec![
            baseline.kind.name().to_owned(),
            thousands(baseline.terms),
            format!("{:.4}", baseline.chosen.validation),
            format!("{:.4}", baseline.test),
        ]
    };
    table(&header, &[row(&baselines.words), row(&baselines.pairs)])
}
