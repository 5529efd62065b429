//! The page "One set of weights".

use std::io::Write;

use anyhow::{Context, Result};
use candle_core::{DType, Device, Tensor, Var};
use course::parameters::{Init, Parameters};
use course::text::{Align, table, thousands};
use course::tutorial::{EMBEDDING_DIM, MAX_LEN, NUM_HIDDENS};

use crate::recurrent::Build;
use crate::rnn::Rnn;

/// What grows with the length of a sequence, and what does not.
///
/// # Errors
/// If `out` cannot be written to.
pub fn counts(out: &mut dyn Write) -> Result<()> {
    let (features, num_hiddens) = (EMBEDDING_DIM, NUM_HIDDENS);
    let mut parameters = Parameters::new(1);
    Rnn::new(features, num_hiddens, &mut parameters, "rnn")?;
    let row = |time: usize| {
        let products = time * num_hiddens * (features + num_hiddens);
        vec![
            time.to_string(),
            thousands(time * features + 1),
            thousands(parameters.count()),
            thousands(products),
        ]
    };
    let header = [
        ("steps", Align::Right),
        ("parameters, linear", Align::Right),
        ("parameters, recurrent", Align::Right),
        ("multiplications, recurrent", Align::Right),
    ];
    write!(out, "{}", table(&header, &[row(5), row(MAX_LEN)]))?;
    Ok(())
}

/// The gradient of a weight: what each step contributes, the sum, and what `backward` gives.
///
/// # Errors
/// If `out` cannot be written to.
pub fn contributions(out: &mut dyn Write) -> Result<()> {
    let time = 5;
    let limit = Init::Uniform { limit: 1.0 };
    let xs = Parameters::new(2).create("xs", (time, 2), limit)?; // (time, features)
    let mut parameters = Parameters::new(1);
    Rnn::new(2, 3, &mut parameters, "rnn")?;
    let names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];
    let weights = parameters.snapshot()?;
    let copies: Vec<[Var; 4]> = (0..time)
        .map(|_| {
            let copy =
                |name: &str| Var::from_tensor(&weights[&format!("rnn.{name}_l0")]);
            let [ih, hh, bias_ih, bias_hh] = names.map(copy);
            Ok([ih?, hh?, bias_ih?, bias_hh?])
        })
        .collect::<Result<_>>()?;
    let of_step = |t: usize| &copies[t];
    let separate = gradients_of_weight_hh(&xs, of_step)?;
    let shared = gradients_of_weight_hh(&xs, |_| &copies[0])?;
    for (t, gradient) in separate.iter().enumerate() {
        writeln!(out, "step {}               {gradient:8.5}", t + 1)?;
    }
    writeln!(out, "sum of all steps     {:8.5}", separate.iter().sum::<f32>())?;
    writeln!(out, "one set of weights   {:8.5}", shared[0])?;
    Ok(())
}

/// Reads `xs` (time, features) with the weights that belong to each step, adds up the last state,
/// and gives the slope of that sum with respect to the first number of each step's `weight_hh`.
fn gradients_of_weight_hh<'a>(
    xs: &Tensor,
    of_step: impl Fn(usize) -> &'a [Var; 4],
) -> Result<Vec<f32>> {
    let (time, _features) = xs.dims2()?;
    let mut hidden_state = Tensor::zeros((1, 3), DType::F32, &Device::Cpu)?; // (1, num_hiddens)
    // ANCHOR: copies
    for t in 0..time {
        let [ih, hh, bias_ih, bias_hh] = of_step(t)
            .each_ref()
            .map(|weight| weight.as_tensor().clone());
        let rnn = Rnn::from_tensors(ih, hh, bias_ih, bias_hh)?;
        hidden_state = rnn.step(&xs.narrow(0, t, 1)?, &hidden_state)?;
    }
    let gradients = hidden_state.sum_all()?.backward()?;
    // ANCHOR_END: copies
    (0..time)
        .map(|t| {
            let gradient = gradients.get(&of_step(t)[1]).context("no gradient")?;
            Ok(gradient.get(0)?.get(0)?.to_scalar()?)
        })
        .collect()
}
