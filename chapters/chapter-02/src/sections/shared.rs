//! What several pages print in the same way.

use std::fmt::Display;
use std::io::Write;

use anyhow::Result;
use course::section::refusal;

/// Prints why something was refused.
pub(super) fn print_refusal<T>(
    out: &mut dyn Write,
    what: &str,
    answer: Result<T, impl Display>,
) -> Result<()> {
    writeln!(out, "{what:<13}  {}", refusal(answer)?)?;
    Ok(())
}

/// A share as a percentage with one decimal.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}
