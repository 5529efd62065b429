//! Chapter 4 in short: a recurrent layer in ten lines, and a trained network.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{DType, Device, Tensor};
use chapter_03::reviews::Dataset;
use chapter_04::network::network;
use chapter_04::trace::Trace;
use course::parameters::{Init, Parameters};

/// One step of a recurrent layer, its two biases taken together.
fn step(
    x_t: &Tensor,
    hidden_state: &Tensor,
    weights: &[Tensor; 3],
) -> Result<Tensor> {
    let [weight_ih, weight_hh, bias] = weights;
    let from_input = x_t.matmul(&weight_ih.t()?)?; // (batch, num_hiddens)
    let from_state = hidden_state.matmul(&weight_hh.t()?)?; // (batch, num_hiddens)
    Ok((from_input + from_state)?.broadcast_add(bias)?.tanh()?)
}

/// Reads five steps with new weights, and two sentences with trained ones.
pub fn in_short(out: &mut dyn Write) -> Result<()> {
    let (features, num_hiddens) = (3, 4);
    let mut parameters = Parameters::new(1);
    let weights = [
        parameters.create(
            "weight_ih",
            (num_hiddens, features),
            Init::GlorotUniform,
        )?,
        parameters.create(
            "weight_hh",
            (num_hiddens, num_hiddens),
            Init::Orthogonal,
        )?,
        parameters.create("bias", num_hiddens, Init::Zeros)?,
    ];
    let (f32, cpu) = (DType::F32, Device::Cpu);
    let xs = Tensor::ones((2, 5, features), f32, &cpu)?; // (batch, time, features)
    let mut hidden_state = Tensor::zeros((2, num_hiddens), f32, &cpu)?;
    for t in 0..xs.dim(1)? {
        let x_t = xs.narrow(1, t, 1)?.squeeze(1)?; // (batch, features)
        hidden_state = step(&x_t, &hidden_state, &weights)?; // (batch, num_hiddens)
    }
    writeln!(out, "last state: {:?}", hidden_state.dims())?;

    let vocabulary = Dataset::practice()?.vocabulary;
    let network = network(vocabulary.vocab_size())?;
    for text in [
        "The plot was not good, it was bad.",
        "The plot was not bad, it was good.",
    ] {
        let trace = Trace::of(&network.reader, &vocabulary, text)?;
        let answer = trace.probabilities[trace.probabilities.len() - 1];
        writeln!(out, "{text}  positive with {answer:.2}")?;
    }
    Ok(())
}

fn main() -> ExitCode {
    program::run(in_short)
}
