//! What several pages print in the same way.

use std::fmt::Display;
use std::io::Write;

use anyhow::Result;

/// Prints why something was refused.
pub(super) fn refusal<T>(
    out: &mut dyn Write,
    what: &str,
    answer: Result<T, impl Display>,
) -> Result<()> {
    match answer {
        Ok(_) => anyhow::bail!("{what} was not refused"),
        Err(error) => writeln!(out, "{what:<13}  {error}")?,
    }
    Ok(())
}

/// A share as a percentage with one decimal.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}
