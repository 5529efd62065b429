//! A table of trainings that differ in one thing.

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table};

use crate::recorded::Variants;

/// For each variant the test accuracy on all reviews and on distant ones, seed by seed.
pub(super) fn print(
    out: &mut dyn Write,
    first: &str,
    variants: &Variants,
) -> Result<()> {
    let rows: Vec<Vec<String>> = variants
        .variants
        .iter()
        .map(|variant| {
            let all = variant
                .runs
                .iter()
                .map(|run| format!("{:.3}", run.test.all));
            let distant = variant.runs.iter();
            let distant = distant.map(|run| format!("{:.3}", run.test.distant));
            vec![
                variant.name.clone(),
                all.collect::<Vec<_>>().join(" "),
                distant.collect::<Vec<_>>().join(" "),
            ]
        })
        .collect();
    let header = [
        (first, Align::Left),
        ("all reviews", Align::Left),
        ("distant", Align::Left),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
