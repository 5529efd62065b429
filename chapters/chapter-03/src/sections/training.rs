//! The page "Training it".

use std::io::Write;
use std::ops::RangeInclusive;

use anyhow::{Context, Result};
use course::text::{Align, table, thousands};

use super::trained::{TrainedBag, plain_descents, trained_bag};
use crate::bag_training::SCHEDULE;
use crate::movement::{GROUPS, by_frequency};
use crate::optimizers::LEARNING_RATES;

/// The losses of each epoch.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn epochs(out: &mut dyn Write) -> Result<()> {
    let rows: Vec<Vec<String>> = trained_bag()?
        .epochs
        .iter()
        .enumerate()
        .map(|(i, epoch)| {
            vec![
                (i + 1).to_string(),
                format!("{:.2}", epoch.train.loss),
                format!("{:.2}", epoch.validation.loss),
                format!("{:.2}", epoch.validation.accuracy),
            ]
        })
        .collect();
    let header = [
        ("epoch", Align::Right),
        ("training loss", Align::Right),
        ("validation loss", Align::Right),
        ("validation accuracy", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The validation losses of plain descent and Adam.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn both_optimizers(out: &mut dyn Write) -> Result<()> {
    let row = |name: &str, learning_rate: f64, losses: &[f64]| {
        let losses = [0, 2, 9].map(|epoch| format!("{:.2}", losses[epoch]));
        [name.to_owned(), learning_rate.to_string()]
            .into_iter()
            .chain(losses)
            .collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    for (learning_rate, (_, losses)) in
        LEARNING_RATES.into_iter().zip(plain_descents()?)
    {
        rows.push(row("plain descent", learning_rate, losses));
    }
    let epochs = trained_bag()?.epochs.iter();
    let losses: Vec<f64> = epochs.map(|epoch| epoch.validation.loss).collect();
    rows.push(row("Adam", SCHEDULE.learning_rate, &losses));
    let header = [
        ("validation loss", Align::Left),
        ("learning rate", Align::Right),
        ("epoch 1", Align::Right),
        ("epoch 3", Align::Right),
        ("epoch 10", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// How far the rows of rare and frequent words have moved, by plain descent with the larger of its
/// learning rates, which learns more, and by Adam.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn moved(out: &mut dyn Write) -> Result<()> {
    let TrainedBag { practice, bag, .. } = trained_bag()?;
    let mut descents = LEARNING_RATES.into_iter().zip(plain_descents()?);
    let (learning_rate, (plain, _)) =
        descents.next_back().context("no learning rate")?;
    let by_plain = by_frequency(practice, plain)?;
    let by_adam = by_frequency(practice, bag)?;
    let groups = GROUPS.iter().zip(by_plain.iter().zip(&by_adam));
    let rows: Vec<Vec<String>> = groups
        .map(|(reviews, (plain, adam))| {
            vec![
                group_name(reviews),
                plain.words.to_string(),
                format!("{:.1}", plain.distance),
                format!("{:.1}", adam.distance),
            ]
        })
        .collect();
    let plain = format!("plain descent, {learning_rate}");
    let adam = format!("Adam, {}", SCHEDULE.learning_rate);
    let header = [
        ("mean distance moved", Align::Left),
        ("words", Align::Right),
        (&plain, Align::Right),
        (&adam, Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

fn group_name(reviews: &RangeInclusive<usize>) -> String {
    let (least, most) = (*reviews.start(), *reviews.end());
    match (least, most) {
        (1, _) => format!("in at most {most} training reviews"),
        (_, usize::MAX) => format!("in more than {}", thousands(least - 1)),
        _ => format!("in {least} to {}", thousands(most)),
    }
}
