//! The page "A state that is added to".

use std::io::Write;

use anyhow::Result;
use candle_core::{DType, Device, Tensor};
use chapter_04::{Build, Recurrent, Sequence};
use course::parameters::Parameters;
use course::text::{Align, table};

use crate::lstm::Lstm;

/// An LSTM of one unit whose weights are chosen, not learnt. Its inputs: praise, blame.
fn one_unit_by_hand() -> Result<Lstm> {
    let cpu = &Device::Cpu;
    // ANCHOR: one_unit
    let weight_ih = [[8f32, 8.0], [-8.0, -8.0], [4.0, -4.0], [0.0, 0.0]]; // i, f, g, o
    let weight_ih = Tensor::new(&weight_ih, cpu)?; // (4 · num_hiddens, features)
    let weight_hh = Tensor::new(&[[0f32], [0.0], [0.0], [0.0]], cpu)?;
    let bias = Tensor::new(&[-4f32, 4.0, 0.0, 4.0], cpu)?; // (4 · num_hiddens,)
    let lstm = Lstm::from_tensors(weight_ih, weight_hh, bias)?;
    // ANCHOR_END: one_unit
    Ok(lstm)
}

fn vector(word: &str) -> [f32; 2] {
    match word {
        "good" => [1.0, 0.0],
        "dull" => [0.0, 1.0],
        _ => [0.0, 0.0],
    }
}

/// Gates and states of the unit over two verdicts and words without one.
///
/// # Errors
/// If `out` cannot be written to.
pub fn one_unit(out: &mut dyn Write) -> Result<()> {
    let lstm = one_unit_by_hand()?;
    let mut state = lstm.zero_state(1)?;
    let words = "it was good they left by train and it got dull at once";
    let mut rows = Vec::new();
    for (t, word) in words.split_whitespace().enumerate() {
        let x_t = Tensor::new(&[vector(word)], &Device::Cpu)?; // (1, features)
        let gates = lstm.gates(&x_t, &state)?;
        state = lstm.step(&x_t, &state)?;
        let mut row = vec![(t + 1).to_string(), word.to_owned()];
        for tensor in [
            gates.input_gate,
            gates.forget_gate,
            gates.candidate,
            gates.output_gate,
            state.cell_state.clone(),
            state.hidden_state.clone(),
        ] {
            let value = tensor.flatten_all()?.to_vec1::<f32>()?[0];
            row.push(format!("{:.3}", value + 0.0)); // adding zero makes 0 of −0
        }
        rows.push(row);
    }
    let names = ["i", "f", "g", "o", "c", "h"];
    let mut header = vec![("t", Align::Right), ("word", Align::Left)];
    header.extend(names.map(|name| (name, Align::Right)));
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The shapes that go in and come out, and the parameters.
///
/// # Errors
/// If writing fails.
pub fn shapes(out: &mut dyn Write) -> Result<()> {
    let (batch, time, features, num_hiddens) = (2, 5, 3, 4);
    let mut parameters = Parameters::new(1);
    let lstm = Lstm::new(features, num_hiddens, &mut parameters, "lstm")?;
    let xs = Tensor::ones((batch, time, features), DType::F32, &Device::Cpu)?;
    writeln!(out, "in           {:?}  (batch, time, features)", xs.dims())?;
    let all = lstm.all_states(&Sequence::of(&xs), None)?;
    writeln!(out, "all states   {:?}  (batch, time, num_hiddens)", all.dims())?;
    let last = lstm.last_state(&Sequence::of(&xs), None)?;
    writeln!(out, "last state   {:?}     (batch, num_hiddens)", last.dims())?;
    for (name, tensor) in parameters.iter() {
        writeln!(out, "{name:<18} {:?}", tensor.dims())?;
    }
    writeln!(out, "parameters   {}", parameters.count())?;
    Ok(())
}
