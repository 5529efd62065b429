//! The page "Training it".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table};

use super::trained::{plain_descents, trained_bag};
use crate::bag_training::SCHEDULE;
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
    for (learning_rate, losses) in LEARNING_RATES.into_iter().zip(plain_descents()?)
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
