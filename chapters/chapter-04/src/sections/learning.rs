//! The page "Learning to read".

use std::io::Write;

use anyhow::Result;
use chapter_03::sections::columns::{HEADER, named};
use course::text::{Align, table};

use crate::learning::Settings;
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

/// The test accuracy on twins by distance, seed by seed.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn far(out: &mut dyn Write) -> Result<()> {
    let runs = recorded::practice()?.measured.runs;
    let groups = runs.first().map_or(0, |run| run.distant.len());
    let row = |i: usize| {
        let group = runs[0].distant[i];
        let words = format!("{} to {}", group.from, group.to - 1);
        let accuracies = runs
            .iter()
            .map(|run| format!("{:.3}", run.distant[i].accuracy));
        [words, group.reviews.to_string()]
            .into_iter()
            .chain(accuracies)
            .collect()
    };
    let rows: Vec<Vec<String>> = (0..groups).map(row).collect();
    let seeds: Vec<String> = runs
        .iter()
        .map(|run| format!("seed {}", run.seed))
        .collect();
    let mut header = vec![("words behind", Align::Left), ("reviews", Align::Right)];
    header.extend(seeds.iter().map(|seed| (seed.as_str(), Align::Right)));
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
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
