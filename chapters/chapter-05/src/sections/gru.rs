//! The page "Two gates instead of three".

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_04::{Build, Rnn};
use course::parameters::{Init, Parameters};
use course::text::{Align, table, thousands};

use crate::gru::Gru;
use crate::gru_reset_before::GruResetBefore;
use crate::lstm::Lstm;

/// One step on the same weights, with the reset gate in both places.
///
/// # Errors
/// If `out` cannot be written to.
pub fn reset_place(out: &mut dyn Write) -> Result<()> {
    let (features, num_hiddens) = (2, 3);
    let rows = 3 * num_hiddens;
    let mut parameters = Parameters::new(1);
    let mut draw = |name: &str, shape: (usize, usize)| {
        parameters.create(name, shape, Init::Uniform { limit: 1.0 })
    };
    let weight_ih = draw("weight_ih", (rows, features))?;
    let weight_hh = draw("weight_hh", (rows, num_hiddens))?;
    let bias = draw("bias", (1, rows))?.squeeze(0)?;
    let hidden_state = draw("hidden_state", (1, num_hiddens))?;
    let x_t = Tensor::new(&[[1f32, -0.5]], &Device::Cpu)?; // (1, features)
    let zeros = bias.zeros_like()?;
    let (ih, hh) = (weight_ih.clone(), weight_hh.clone());
    let after = Gru::from_tensors(ih, hh, bias.clone(), zeros)?;
    let before = GruResetBefore::from_tensors(weight_ih, weight_hh, bias)?;
    for (name, state) in [
        ("state before the step", hidden_state.clone()),
        ("reset after the matrix", after.step(&x_t, &hidden_state)?),
        ("reset before the matrix", before.step(&x_t, &hidden_state)?),
    ] {
        let state = state.squeeze(0)?.to_vec1::<f32>()?;
        writeln!(out, "{name:<24} {state:7.4?}")?;
    }
    Ok(())
}

/// The parameters of each layer, for the tutorial's sizes.
///
/// # Errors
/// If `out` cannot be written to.
pub fn counts(out: &mut dyn Write) -> Result<()> {
    fn count<L: Build>() -> Result<usize> {
        let mut parameters = Parameters::new(1);
        L::new(128, 128, &mut parameters, "layer")?;
        Ok(parameters.count())
    }
    let rows: Vec<Vec<String>> = [
        ("RNN", count::<Rnn>()?),
        ("GRU", count::<Gru>()?),
        ("GRU of the paper", count::<GruResetBefore>()?),
        ("LSTM", count::<Lstm>()?),
    ]
    .into_iter()
    .map(|(name, count)| vec![name.to_owned(), thousands(count)])
    .collect();
    let header = [("F = H = 128", Align::Left), ("parameters", Align::Right)];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
