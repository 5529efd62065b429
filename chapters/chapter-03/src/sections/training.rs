//! The page "Training it".

use std::io::Write;
use std::ops::RangeInclusive;

use anyhow::{Context, Result};
use candle_core::{Device, IndexOp, Tensor};
use candle_nn::{Optimizer, SGD};
use course::parameters::Parameters;
use course::text::{Align, table, thousands};

use super::trained::{TrainedBag, plain_descents, trained_bag};
use crate::bag_training::SCHEDULE;
use crate::embedding::Embedding;
use crate::movement::{GROUPS, by_frequency};
use crate::optimizers::LEARNING_RATES;
use crate::training::adam;

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

/// How far the row of id 1 moves in a step that reads it, and in the next, which does not.
///
/// # Errors
/// If `out` cannot be written to.
pub fn second_step(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(6, 3, &mut parameters, "embedding")?;
    let descent = SGD::new(parameters.variables(), 0.1)?;
    let [first, second] = two_steps(&embedding, descent)?;
    writeln!(out, "id 1           first step, read  second step, not read")?;
    writeln!(out, "plain descent  {first:16.3}  {second:21.3}")?;
    let adam = adam(parameters.variables(), 0.1)?;
    let [first, second] = two_steps(&embedding, adam)?;
    writeln!(out, "Adam           {first:16.3}  {second:21.3}")?;
    Ok(())
}

/// By how much the first number of row 1 changes in a step that reads ids 1 and 4, then in one that
/// reads ids 2 and 5.
fn two_steps(
    embedding: &Embedding,
    mut optimizer: impl Optimizer,
) -> Result<[f32; 2]> {
    let number = || embedding.weight().i((1, 0))?.to_scalar::<f32>();
    let mut places = vec![number()?];
    // ANCHOR: two_steps
    for read in [[1u32, 4], [2, 5]] {
        let ids = Tensor::new(&[read], &Device::Cpu)?; // (batch, time)
        let loss = embedding.forward(&ids)?.sum_all()?; // a scalar
        optimizer.backward_step(&loss)?;
        places.push(number()?);
    }
    // ANCHOR_END: two_steps
    Ok([places[1] - places[0], places[2] - places[1]])
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
