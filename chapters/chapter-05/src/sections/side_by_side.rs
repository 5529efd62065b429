//! The page "Side by side".

use std::io::Write;

use anyhow::{Context, Result};
use chapter_04::recorded as chapter_04_recorded;
use chapter_04::study::{AtOneDistance, Company};
use course::text::{Align, table, thousands};

use crate::recorded::{self, OfLayer};

fn layers() -> Result<Vec<OfLayer>> {
    Ok(recorded::side_by_side()?.measured.layers)
}

/// Validation accuracy of every layer with every learning rate.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn rates(out: &mut dyn Write) -> Result<()> {
    let layers = layers()?;
    let trials = &layers.first().context("no layer is recorded")?.trials;
    let names: Vec<String> = trials
        .iter()
        .map(|trial| trial.learning_rate.to_string())
        .collect();
    let rows = layers.iter().map(|layer| {
        let accuracies = layer.trials.iter();
        let accuracies =
            accuracies.map(|trial| format!("{:.3}", trial.validation_accuracy));
        let mut row = vec![layer.name.clone()];
        row.extend(accuracies);
        row.push(layer.learning_rate.to_string());
        row
    });
    let mut header = vec![("layer", Align::Left)];
    header.extend(names.iter().map(|name| (name.as_str(), Align::Right)));
    header.push(("chosen", Align::Right));
    write!(out, "{}", table(&header, &rows.collect::<Vec<_>>()))?;
    Ok(())
}

/// Test accuracy on distant reviews, seed by seed, and the epochs that it took.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn kinds(out: &mut dyn Write) -> Result<()> {
    let rows = layers()?.into_iter().map(|layer| {
        let distant = layer.runs.iter();
        let distant = distant.map(|run| format!("{:.3}", run.test.distant));
        let all = layer.runs.iter().map(|run| format!("{:.3}", run.test.all));
        let epochs = layer.runs.iter().map(|run| run.epochs.to_string());
        vec![
            layer.name.clone(),
            all.collect::<Vec<_>>().join(" "),
            distant.collect::<Vec<_>>().join(" "),
            epochs.collect::<Vec<_>>().join(" "),
        ]
    });
    let header = [
        ("layer", Align::Left),
        ("all reviews", Align::Left),
        ("distant", Align::Left),
        ("epochs", Align::Left),
    ];
    write!(out, "{}", table(&header, &rows.collect::<Vec<_>>()))?;
    Ok(())
}

/// The worst of three seeds on twins, by distance.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn far(out: &mut dyn Write) -> Result<()> {
    let layers = layers()?;
    let of = |layer: &OfLayer, group: usize| {
        let runs = layer.distant.iter();
        runs.map(|distances| distances[group].accuracy)
            .fold(1.0, f64::min)
    };
    let first = layers.first().context("no layer is recorded")?;
    let groups = first.distant.first();
    let groups = groups.context("no training is recorded")?;
    let rows = groups.iter().enumerate().map(|(i, group)| {
        let words = format!("{} to {}", group.from, group.to - 1);
        let worst = layers.iter().map(|layer| format!("{:.3}", of(layer, i)));
        [words].into_iter().chain(worst).collect()
    });
    let mut header = vec![("words behind", Align::Left)];
    header.extend(
        layers
            .iter()
            .map(|layer| (layer.name.as_str(), Align::Right)),
    );
    write!(out, "{}", table(&header, &rows.collect::<Vec<Vec<String>>>()))?;
    Ok(())
}

/// What every layer learns at each distance, by name.
///
/// # Errors
/// If there is no record.
pub fn studies() -> Result<[(&'static str, Vec<AtOneDistance>); 4]> {
    Ok([
        ("tanh RNN", chapter_04_recorded::distances_of_rnn()?.measured.studied),
        (
            "identity RNN",
            chapter_04_recorded::distances_of_identity()?
                .measured
                .studied,
        ),
        ("LSTM", recorded::distances_of_lstm()?.measured.studied),
        ("GRU", recorded::distances_of_gru()?.measured.studied),
    ])
}

fn in_company(company: Company, out: &mut dyn Write) -> Result<()> {
    let studies = studies()?;
    let rows = (0..studies[0].1.len()).filter_map(|i| {
        let at = |studied: &Vec<AtOneDistance>| {
            let tests = studied[i].test.iter().map(|test| format!("{test:.2}"));
            tests.collect::<Vec<_>>().join(" ")
        };
        let first = &studies[0].1[i];
        (first.company == company).then(|| {
            let tests = studies.iter().map(|(_, studied)| at(studied));
            [first.distance.to_string()]
                .into_iter()
                .chain(tests)
                .collect()
        })
    });
    let mut header = vec![("distance", Align::Right)];
    header.extend(studies.iter().map(|(name, _)| (*name, Align::Left)));
    write!(out, "{}", table(&header, &rows.collect::<Vec<Vec<String>>>()))?;
    Ok(())
}

/// Test accuracy of three seeds, trained on distant reviews of one distance.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn alone(out: &mut dyn Write) -> Result<()> {
    in_company(Company::Alone, out)
}

/// The same, half of the training reviews of every kind and distance.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn mixed(out: &mut dyn Write) -> Result<()> {
    in_company(Company::Mixed, out)
}

/// Size and speed of each layer.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn summary(out: &mut dyn Write) -> Result<()> {
    let times = recorded::times()?.measured;
    let layers = layers()?;
    let parameters = |name: &str| {
        let layer = layers.iter().find(|layer| layer.name == name);
        layer.map_or(0, |layer| layer.parameters)
    };
    let rows: Vec<Vec<String>> = [
        ("tanh RNN", times.rnn),
        ("GRU", times.gru),
        ("LSTM", times.lstm),
    ]
    .into_iter()
    .map(|(name, seconds)| {
        vec![
            name.to_owned(),
            thousands(parameters(name)),
            format!("{seconds:.1}"),
            format!("{:.1}", seconds / times.rnn),
        ]
    })
    .collect();
    let header = [
        ("layer", Align::Left),
        ("parameters", Align::Right),
        ("seconds an epoch", Align::Right),
        ("times the RNN's", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
