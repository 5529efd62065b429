//! The pages "How far can it learn?" and "Other ways to hold on".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table};

use crate::recorded;
use crate::study::{AtOneDistance, Company};

/// What the tanh RNN learns from distant reviews of one distance.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn rnn_alone(out: &mut dyn Write) -> Result<()> {
    let studied = recorded::distances_of_rnn()?.measured.studied;
    studied_table(&studied, Company::Alone, out)
}

/// What the tanh RNN learns from as many reviews, half of them of other kinds and distances.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn rnn_mixed(out: &mut dyn Write) -> Result<()> {
    let studied = recorded::distances_of_rnn()?.measured.studied;
    studied_table(&studied, Company::Mixed, out)
}

/// What the tanh RNN learns from as many reviews, half of them near.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn rnn_near(out: &mut dyn Write) -> Result<()> {
    let studied = recorded::curriculum()?.measured.studied;
    studied_table(&studied, Company::Near, out)
}

/// What the identity RNN learns from distant reviews of one distance.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn identity_alone(out: &mut dyn Write) -> Result<()> {
    let studied = recorded::distances_of_identity()?.measured.studied;
    studied_table(&studied, Company::Alone, out)
}

/// What the identity RNN learns from as many reviews, half of them of other kinds and distances.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn identity_mixed(out: &mut dyn Write) -> Result<()> {
    let studied = recorded::distances_of_identity()?.measured.studied;
    studied_table(&studied, Company::Mixed, out)
}

/// A row for each distance: validation accuracy with each learning rate, then test accuracy with the
/// best of them for each seed.
///
/// # Errors
/// If `out` cannot be written to.
pub fn studied_table(
    studied: &[AtOneDistance],
    company: Company,
    out: &mut dyn Write,
) -> Result<()> {
    let studied = studied.iter().filter(|at| at.company == company);
    let mut rows = Vec::new();
    let mut names = Vec::new();
    for at in studied {
        names = at
            .trials
            .iter()
            .map(|trial| trial.learning_rate.to_string())
            .collect();
        let mut row = vec![at.distance.to_string()];
        let accuracies = at.trials.iter().map(|trial| trial.validation_accuracy);
        row.extend(accuracies.map(|accuracy| format!("{accuracy:.2}")));
        row.push(String::new());
        row.push(at.learning_rate.to_string());
        row.extend(at.test.iter().map(|accuracy| format!("{accuracy:.3}")));
        rows.push(row);
    }
    let mut header = vec![("distance", Align::Right)];
    header.extend(
        names
            .iter()
            .map(|name: &String| (name.as_str(), Align::Right)),
    );
    header.push(("", Align::Left));
    header.push(("chosen", Align::Right));
    header.extend(["seed 1", "seed 2", "seed 3"].map(|seed| (seed, Align::Right)));
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
