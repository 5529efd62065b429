//! The page "Count the words".

use std::io::Write;

use anyhow::{Context, Result};
use course::text::table;

use super::bag::{HEADER, named};
use crate::{results, reviews};

/// Both baselines on the test reviews of the practice corpus.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn practice(out: &mut dyn Write) -> Result<()> {
    let baselines = results::baselines(&reviews::corpus()?)?;
    let rows = [baselines.words, baselines.pairs].map(|baseline| {
        let name = baseline.kind.name();
        let phenomena = baseline.phenomena.context("the phenomena are known")?;
        Ok(named(name, &phenomena))
    });
    let rows = rows.into_iter().collect::<Result<Vec<_>>>()?;
    write!(out, "{}", table(&HEADER, &rows))?;
    Ok(())
}
