//! Chapter 5 in short: an LSTM step, and a trained LSTM that reads two sentences.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{D, DType, Device, Tensor};
use candle_nn::ops::sigmoid;
use chapter_03::reviews::Dataset;
use chapter_04::trace::Trace;
use chapter_05::network::lstm;
use course::parameters::{Init, Parameters};

/// One step of an LSTM: the hidden state and the cell state after `x_t`.
fn step(
    x_t: &Tensor,
    (hidden_state, cell_state): (&Tensor, &Tensor),
    [weight_ih, weight_hh, bias]: &[Tensor; 3],
) -> Result<(Tensor, Tensor)> {
    let from_input = x_t.matmul(&weight_ih.t()?)?; // (batch, 4 · num_hiddens)
    let from_state = hidden_state.matmul(&weight_hh.t()?)?;
    let sums = (from_input + from_state)?.broadcast_add(bias)?;
    let sums = sums.chunk(4, D::Minus1)?; // i, f, g, o: 4 × (batch, num_hiddens)
    let (input_gate, forget_gate) = (sigmoid(&sums[0])?, sigmoid(&sums[1])?);
    let (candidate, output_gate) = (sums[2].tanh()?, sigmoid(&sums[3])?);
    let kept = (forget_gate * cell_state)?;
    let cell_state = (kept + (input_gate * candidate)?)?; // (batch, num_hiddens)
    Ok(((output_gate * cell_state.tanh()?)?, cell_state))
}

/// Reads five steps with new weights, and two sentences with trained ones.
pub fn in_short(out: &mut dyn Write) -> Result<()> {
    let (features, num_hiddens) = (3, 4);
    let (rows, mut parameters) = (4 * num_hiddens, Parameters::new(1));
    let weights = [
        parameters.create("weight_ih", (rows, features), Init::GlorotUniform)?,
        parameters.create("weight_hh", (rows, num_hiddens), Init::Orthogonal)?,
        parameters.create("bias", rows, Init::ForgetBias { bias: 1.0 })?,
    ];
    let (f32, cpu) = (DType::F32, Device::Cpu);
    let xs = Tensor::ones((2, 5, features), f32, &cpu)?; // (batch, time, features)
    let zeros = Tensor::zeros((2, num_hiddens), f32, &cpu)?;
    let (mut hidden_state, mut cell_state) = (zeros.clone(), zeros);
    for t in 0..xs.dim(1)? {
        let x_t = xs.narrow(1, t, 1)?.squeeze(1)?; // (batch, features)
        let state = (&hidden_state, &cell_state);
        (hidden_state, cell_state) = step(&x_t, state, &weights)?;
    }
    writeln!(out, "last state: {:?}", hidden_state.dims())?;

    let vocabulary = Dataset::practice()?.vocabulary;
    let network = lstm(vocabulary.vocab_size())?;
    for text in [
        "My wife loved it, I loathed it. Anton and Marta run a hotel in Saltwick.",
        "I loved it, my wife loathed it. Anton and Marta run a hotel in Saltwick.",
    ] {
        let trace = Trace::of(&network.reader, &vocabulary, text)?;
        let answer = trace.probabilities[trace.probabilities.len() - 1];
        writeln!(out, "positive with {answer:.2}: {text}")?;
    }
    Ok(())
}

fn main() -> ExitCode {
    program::run(in_short)
}
