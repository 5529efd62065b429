//! The page "Learning to read".

use std::io::Write;

use anyhow::{Context, Result};
use chapter_03::sections::columns::{HEADER, named};
use course::text::{Align, table};

use crate::learning::{AtDistance, Settings};
use crate::recorded;

/// What each learning rate came to on the validation reviews.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn rates(out: &mut dyn Write) -> Result<()> {
    let recorded = recorded::practice()?.measured;
    let rows: Vec<Vec<String>> = recorded
        .trials
        .iter()
        .map(|trial| {
            vec![
                trial.learning_rate.to_string(),
                format!("{:.3}", trial.validation_loss),
                format!("{:.3}", trial.validation_accuracy),
            ]
        })
        .collect();
    let header = [
        ("learning rate", Align::Right),
        ("validation loss", Align::Right),
        ("validation accuracy", Align::Right),
    ];
    let Settings {
        num_hiddens,
        epochs,
        ..
    } = Settings::new(recorded.learning_rate, 1);
    writeln!(out, "{num_hiddens} units, {epochs} epochs")?;
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The test accuracy of each kind of review, seed by seed.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn kinds(out: &mut dyn Write) -> Result<()> {
    let runs = recorded::practice()?.measured.runs;
    let row = |run: &recorded::Run| named(&format!("seed {}", run.seed), &run.test);
    let rows: Vec<Vec<String>> = runs.iter().map(row).collect();
    write!(out, "{}", table(&HEADER, &rows))?;
    Ok(())
}

/// The test accuracy on twins by distance, seed by seed: distant ones, and negations and contrasts.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn far(out: &mut dyn Write) -> Result<()> {
    let runs = recorded::practice()?.measured.runs;
    let first = runs.first().context("no training is recorded")?;
    let rows = first.others.iter().chain(&first.distant);
    let mut bounds: Vec<(usize, usize)> =
        rows.map(|group| (group.from, group.to)).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let rows: Vec<Vec<String>> = bounds
        .iter()
        .map(|(from, to)| {
            let mut row = vec![format!("{from} to {}", to - 1)];
            row.extend(columns(*from, &runs, |run| &run.distant));
            row.extend(columns(*from, &runs, |run| &run.others));
            row
        })
        .collect();
    let seeds: Vec<String> = runs
        .iter()
        .map(|run| format!("seed {}", run.seed))
        .collect();
    let mut header = vec![("words behind", Align::Left)];
    for kinds in ["distant", "others"] {
        header.push((kinds, Align::Right));
        header.extend(seeds.iter().map(|seed| (seed.as_str(), Align::Right)));
    }
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The reviews of some kinds at one group of distances, and the accuracy of each training on them.
fn columns(
    from: usize,
    runs: &[recorded::Run],
    of_kinds: fn(&recorded::Run) -> &Vec<AtDistance>,
) -> Vec<String> {
    let at = |run| of_kinds(run).iter().find(|group| group.from == from);
    let reviews = runs.first().and_then(at).map(|group| group.reviews);
    let accuracy = |run| at(run).map(|group| format!("{:.3}", group.accuracy));
    std::iter::once(reviews.map(|reviews| reviews.to_string()))
        .chain(runs.iter().map(accuracy))
        .map(Option::unwrap_or_default)
        .collect()
}

/// Networks that read the last ids of each review only.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn short(out: &mut dyn Write) -> Result<()> {
    let short = recorded::practice()?.measured.short;
    let rows: Vec<Vec<String>> = short
        .iter()
        .map(|short| {
            vec![
                short.max_len.to_string(),
                format!("{:.3}", short.test.all),
                short.alike.to_string(),
                short.alike_right.to_string(),
            ]
        })
        .collect();
    let header = [
        ("ids read", Align::Right),
        ("accuracy", Align::Right),
        ("reviews like their twin", Align::Right),
        ("right of these", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
