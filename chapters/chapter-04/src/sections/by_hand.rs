//! The page "Five words by hand".

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor};
use course::text::{Align, table};

use crate::rnn::Rnn;

/// A network of two units whose weights are chosen, not learnt.
pub(super) fn two_units() -> Result<Rnn> {
    // ANCHOR: two_units
    let weight_ih = Tensor::new(&[[1f32, 0.0], [0.0, 2.0]], &Device::Cpu)?;
    let weight_hh = Tensor::new(&[[0.5f32, -1.0], [0.0, 0.9]], &Device::Cpu)?;
    let zeros = Tensor::new(&[0f32, 0.0], &Device::Cpu)?; // (num_hiddens,)
    let rnn = Rnn::from_tensors(weight_ih, weight_hh, zeros.clone(), zeros)?;
    // ANCHOR_END: two_units
    Ok(rnn)
}

/// Two numbers for a word: whether it praises, and whether it is "not".
pub(super) fn vector(word: &str) -> [f32; 2] {
    match word {
        "good" => [1.0, 0.0],
        "not" => [0.0, 1.0],
        _ => [0.0, 0.0],
    }
}

/// Every word with its vector and the hidden state after it.
fn read(out: &mut dyn Write, words: &[&str]) -> Result<()> {
    let rnn = two_units()?;
    let mut hidden_state = rnn.zero_state(1)?; // (1, num_hiddens)
    let mut rows = Vec::new();
    for (t, word) in words.iter().enumerate() {
        let x_t = Tensor::new(&[vector(word)], &Device::Cpu)?; // (1, features)
        hidden_state = rnn.step(&x_t, &hidden_state)?; // (1, num_hiddens)
        let [praise, not] = vector(word);
        let state = hidden_state.squeeze(0)?.to_vec1::<f32>()?;
        rows.push(vec![
            (t + 1).to_string(),
            (*word).to_owned(),
            format!("{praise}, {not}"),
            format!("{:.3}", state[0]),
            format!("{:.3}", state[1]),
        ]);
    }
    let header = [
        ("t", Align::Right),
        ("word", Align::Left),
        ("x_t", Align::Left),
        ("unit 1", Align::Right),
        ("unit 2", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// A sentence whose "not" stands before its "good".
///
/// # Errors
/// If `out` cannot be written to.
pub fn not_good(out: &mut dyn Write) -> Result<()> {
    read(out, &["the", "film", "was", "not", "good"])?;
    writeln!(out)?;
    read(out, &["the", "film", "was", "very", "good"])
}

/// The "not" further away.
///
/// # Errors
/// If `out` cannot be written to.
pub fn not_far_away(out: &mut dyn Write) -> Result<()> {
    read(out, &["not", "all", "of", "it", "was", "good"])
}
