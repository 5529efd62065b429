//! What the chapter's program prints: a module a page, a function a block of output.

pub mod byte_pairs;
pub mod corpora;
pub mod lengths;
pub mod padding;
pub mod special_ids;
pub mod tokenizer;
pub mod vocabulary;

use std::fmt::Display;
use std::io::Write;

use anyhow::Result;
use course::section::Section;

/// All blocks in the order of the pages.
pub const ALL: &[Section] = &[
    tokenizer::rules,
    tokenizer::cases,
    vocabulary::few,
    vocabulary::practice,
    vocabulary::coverage,
    vocabulary::imdb,
    vocabulary::imdb_coverage,
    vocabulary::refused,
    special_ids::there_and_back,
    special_ids::off_by_three,
    special_ids::own_sentence,
    special_ids::measured,
    lengths::quantiles,
    lengths::practice_widths,
    lengths::imdb_widths,
    padding::sides,
    padding::tables,
    padding::last_step,
    padding::cut,
    padding::lost_verdicts,
    padding::imdb_ends,
    padding::refused,
    corpora::labels,
    corpora::stars,
    corpora::kinds,
    corpora::twins,
    corpora::bags,
    corpora::refused,
    byte_pairs::few,
    byte_pairs::practice,
    byte_pairs::unknown,
    byte_pairs::imdb,
    byte_pairs::refused,
];

/// Prints why something was refused.
fn refusal<T>(
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
fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}
