//! The page "Back through time".

use std::io::Write;

use anyhow::{Context, Result};
use candle_core::{Device, Tensor};
use course::text::{Align, table};

use super::by_hand::{two_units, vector};
use crate::rnn::Rnn;
use crate::through_time::{lengths, slopes, states};

/// The sentence of the page "Five words by hand" whose "not" is far from its "good".
const WORDS: [&str; 6] = ["not", "all", "of", "it", "was", "good"];
/// Singular values of the weights that are compared.
pub const SIZES: [f64; 3] = [0.5, 1.0, 1.5];

/// (time, features)
fn vectors() -> Result<Tensor> {
    Ok(Tensor::new(&WORDS.map(vector), &Device::Cpu)?)
}

/// The slope of unit 1 at the end with respect to both units after each word, and a measurement.
///
/// # Errors
/// If `out` cannot be written to.
pub fn term_by_term(out: &mut dyn Write) -> Result<()> {
    let rnn = two_units()?;
    let states = states(&rnn, &vectors()?)?; // 6 × (1, 2)
    let unit_1 = Tensor::new(&[[1f32, 0.0]], &Device::Cpu)?; // its slope with respect to itself
    let mut slopes = slopes(&rnn, &states, &unit_1)?;
    slopes.reverse(); // now in the order of the words
    let mut rows = Vec::new();
    for (t, word) in WORDS.iter().enumerate() {
        let state = states[t].squeeze(0)?.to_vec1::<f32>()?;
        let slope = slopes[t].squeeze(0)?.to_vec1::<f32>()?;
        rows.push(vec![
            (t + 1).to_string(),
            (*word).to_owned(),
            format!("{:.3}", 1.0 - state[0] * state[0]),
            format!("{:.3}", 1.0 - state[1] * state[1]),
            format!("{:.4}", slope[0]),
            format!("{:.4}", slope[1]),
        ]);
    }
    let header = [
        ("t", Align::Right),
        ("word", Align::Left),
        ("1 − h² (1)", Align::Right),
        ("1 − h² (2)", Align::Right),
        ("slope (1)", Align::Right),
        ("slope (2)", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    writeln!(
        out,
        "measured, unit 2 after \"not\": {:.4}",
        measured(&rnn, &states[0])?
    )?;
    Ok(())
}

/// How fast unit 1 at the end grows with unit 2 after the first word, by moving that unit a little to
/// both sides and reading on.
fn measured(rnn: &Rnn, first: &Tensor) -> Result<f32> {
    let xs = vectors()?; // (time, features)
    let at = |change: f32| -> Result<f32> {
        let change = Tensor::new(&[[0.0, change]], &Device::Cpu)?; // (1, num_hiddens)
        let mut hidden_state = (first + change)?;
        for t in 1..WORDS.len() {
            hidden_state = rnn.step(&xs.narrow(0, t, 1)?, &hidden_state)?;
        }
        Ok(hidden_state.get(0)?.get(0)?.to_scalar()?)
    };
    let little = 0.01;
    Ok((at(little)? - at(-little)?) / (2.0 * little))
}

/// The length of the gradient by distance, for weights of three sizes.
///
/// # Errors
/// If `out` cannot be written to.
pub fn by_size(out: &mut dyn Write) -> Result<()> {
    let far = [0, 1, 5, 10, 20, 50, 90];
    let mut rows = Vec::new();
    for size in SIZES {
        let lengths = lengths(size)?;
        let mut row = vec![format!("{size:.1}")];
        for steps in far {
            let length = lengths.get(steps).context("too few steps")?;
            row.push(match (0.01..1000.0).contains(length) {
                true => format!("{length:.2}"),
                false => format!("{length:.0e}"),
            });
        }
        rows.push(row);
    }
    let steps = far.map(|steps| steps.to_string());
    let mut header = vec![("singular values", Align::Right)];
    header.extend(steps.iter().map(|steps| (steps.as_str(), Align::Right)));
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
