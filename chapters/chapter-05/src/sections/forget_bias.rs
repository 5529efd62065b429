//! The page "A gate that begins open".

use std::io::Write;

use anyhow::{Context, Result};
use chapter_04::study::Company;
use chapter_04::{Build, IdentityRnn, Rnn};
use course::text::{Align, table};

use crate::forget_bias::ForgetBias;
use crate::gradient_by_distance::{NEW_EMBEDDING, UniformRnn, lengths};
use crate::gru::Gru;
use crate::lstm::Lstm;
use crate::recorded;

/// Steps back that are shown.
const STEPS: [usize; 5] = [1, 20, 40, 80, 110];
/// What is new is drawn from it.
const SEED: u64 = 1;

/// A number as it is read best: plain where that is short.
fn readable(number: f64) -> String {
    match number {
        0.001..1000.0 => format!("{number:.3}"),
        _ => format!("{number:.0e}"),
    }
}

fn print(
    out: &mut dyn Write,
    first: &str,
    columns: &[String],
    rows: &[Vec<String>],
) -> Result<()> {
    let mut header = vec![(first, Align::Left)];
    header.extend(columns.iter().map(|name| (name.as_str(), Align::Right)));
    write!(out, "{}", table(&header, rows))?;
    Ok(())
}

/// How much of a cell state is left after so many steps of a forget gate with nothing but its bias.
///
/// # Errors
/// If `out` cannot be written to.
pub fn kept(out: &mut dyn Write) -> Result<()> {
    let rows: Vec<Vec<String>> = [0.0f64, 1.0, 3.0, 5.0]
        .iter()
        .map(|bias| {
            let gate = 1.0 / (1.0 + (-bias).exp());
            let left = STEPS.map(|steps| readable(gate.powi(steps as i32)));
            [format!("{bias}")].into_iter().chain(left).collect()
        })
        .collect();
    print(out, "bias", &STEPS.map(|steps| steps.to_string()), &rows)
}

/// How much of the gradient of a new layer arrives so many steps back.
///
/// # Errors
/// If `out` cannot be written to.
pub fn arrives(out: &mut dyn Write) -> Result<()> {
    let rows: Vec<Vec<String>> = [
        ("tanh RNN", lengths::<Rnn>(SEED, NEW_EMBEDDING)?),
        ("identity RNN", lengths::<IdentityRnn>(SEED, NEW_EMBEDDING)?),
        ("GRU", lengths::<Gru>(SEED, NEW_EMBEDDING)?),
        ("LSTM, bias 0", lengths::<ForgetBias<0>>(SEED, NEW_EMBEDDING)?),
        ("LSTM, bias 1", lengths::<Lstm>(SEED, NEW_EMBEDDING)?),
        ("LSTM, bias 3", lengths::<ForgetBias<3>>(SEED, NEW_EMBEDDING)?),
        ("LSTM, bias 5", lengths::<ForgetBias<5>>(SEED, NEW_EMBEDDING)?),
    ]
    .into_iter()
    .map(|(name, lengths)| {
        let at = STEPS.map(|steps| readable(lengths[steps]));
        [name.to_owned()].into_iter().chain(at).collect()
    })
    .collect();
    print(out, "new layer", &STEPS.map(|steps| steps.to_string()), &rows)
}

/// Limits of the inputs that are tried.
const LIMITS: [f64; 4] = [NEW_EMBEDDING, 0.2, 0.5, 1.0];
/// Steps back at which they are compared.
const BACK: usize = 40;

/// How much of the gradient arrives at one distance, by the size of the inputs.
///
/// # Errors
/// If `out` cannot be written to.
pub fn sizes(out: &mut dyn Write) -> Result<()> {
    let rows = [
        by_size::<Rnn>("tanh RNN")?,
        by_size::<UniformRnn>("tanh RNN, PyTorch's start")?,
        by_size::<IdentityRnn>("identity RNN")?,
        by_size::<Gru>("GRU")?,
        by_size::<Lstm>("LSTM, bias 1")?,
        by_size::<ForgetBias<3>>("LSTM, bias 3")?,
    ];
    print(out, "inputs up to", &LIMITS.map(|limit| limit.to_string()), &rows)
}

fn by_size<L: Build>(name: &str) -> Result<Vec<String>> {
    let mut row = vec![name.to_owned()];
    for limit in LIMITS {
        row.push(readable(lengths::<L>(SEED, limit)?[BACK]));
    }
    Ok(row)
}

/// What an LSTM learns from distant reviews alone, by the bias that it begins with.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn learnt(out: &mut dyn Write) -> Result<()> {
    let mut biases = recorded::forget_bias()?.measured.biases;
    let with_one = recorded::distances_of_lstm()?.measured.studied;
    let with_one = with_one
        .into_iter()
        .filter(|at| at.company == Company::Alone);
    let with_one = with_one.collect();
    biases.insert(
        1,
        recorded::OfBias {
            bias: 1,
            studied: with_one,
        },
    );
    let distances: Vec<usize> =
        biases[0].studied.iter().map(|at| at.distance).collect();
    let mut rows = Vec::new();
    for of_bias in &biases {
        let mut row = vec![of_bias.bias.to_string()];
        for distance in &distances {
            let at = of_bias.studied.iter().find(|at| at.distance == *distance);
            let at = at.context("a distance was not studied")?;
            let seeds = at.test.iter().map(|test| format!("{test:.2}"));
            row.push(seeds.collect::<Vec<_>>().join(" "));
        }
        rows.push(row);
    }
    let names: Vec<String> = distances
        .iter()
        .map(|distance| format!("{distance} words"))
        .collect();
    let mut header = vec![("bias", Align::Right)];
    header.extend(names.iter().map(|name| (name.as_str(), Align::Left)));
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
