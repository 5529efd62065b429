//! The page "Cutting the way back".

use std::io::Write;

use anyhow::{Context, Result};
use chapter_03::sections::columns::{HEADER, named};
use course::text::{Align, table};

use crate::learning::AtDistance;
use crate::recorded::{self, Run};

/// The training that the others are compared with: the same, with a gradient that goes all the way back.
fn whole() -> Result<Run> {
    let seed = recorded::network()?.measured.seed;
    let runs = recorded::practice()?.measured.runs;
    let run = runs.into_iter().find(|run| run.seed == seed);
    run.context("the network's training is not recorded")
}

/// The accuracy on each kind of review, by how far the gradient went back.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn by_kind(out: &mut dyn Write) -> Result<()> {
    let runs = recorded::truncation()?.measured.runs;
    let name = |steps| format!("{steps} steps");
    let mut rows: Vec<Vec<String>> = runs
        .iter()
        .map(|run| named(&name(run.steps), &run.test))
        .collect();
    rows.push(named("all the way", &whole()?.test));
    write!(out, "{}", table(&HEADER, &rows))?;
    Ok(())
}

/// The accuracy on twins by distance, by how far the gradient went back.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn by_words(out: &mut dyn Write) -> Result<()> {
    let runs = recorded::truncation()?.measured.runs;
    let whole = whole()?;
    let mut columns: Vec<(String, &[AtDistance])> = Vec::new();
    for run in &runs {
        columns.push((format!("{} steps", run.steps), &run.distant));
    }
    columns.push(("all the way".to_owned(), &whole.distant));
    let row = |(i, group): (usize, &AtDistance)| {
        let words = format!("{} to {}", group.from, group.to - 1);
        let accuracies = columns
            .iter()
            .map(|(_, of)| format!("{:.3}", of[i].accuracy));
        [words].into_iter().chain(accuracies).collect()
    };
    let rows: Vec<Vec<String>> = whole.distant.iter().enumerate().map(row).collect();
    let mut header = vec![("words behind", Align::Left)];
    header.extend(
        columns
            .iter()
            .map(|(name, _)| (name.as_str(), Align::Right)),
    );
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
