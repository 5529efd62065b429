//! The page "Count the words".

use std::io::Write;

use anyhow::{Context, Result};
use course::text::{Align, table, thousands};

use super::columns::{HEADER, named};
use super::trained::practice_baselines;
use crate::accuracy::interval;
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

/// How well a share is known, by the number of answers.
///
/// # Errors
/// If `out` cannot be written to.
pub fn intervals(out: &mut dyn Write) -> Result<()> {
    let rows = [250, 1_000, 5_000, 25_000].map(|count| {
        let cells = [0.5, 0.88, 0.99]
            .map(|share| format!("± {:.1} %", 100.0 * interval(share, count)));
        std::iter::once(thousands(count)).chain(cells).collect()
    });
    let header = [
        ("reviews", Align::Right),
        ("50 % right", Align::Right),
        ("88 % right", Align::Right),
        ("99 % right", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
