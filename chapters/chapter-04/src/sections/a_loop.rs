//! The page "From a layer to a loop".

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor};
use course::parameters::Parameters;

use crate::recurrent::Build;
use crate::rnn::Rnn;

/// Three vectors in two orders, their mean and the hidden state after them.
///
/// # Errors
/// If `out` cannot be written to.
pub fn two_orders(out: &mut dyn Write) -> Result<()> {
    let rnn = Rnn::new(2, 3, &mut Parameters::new(1), "rnn")?;
    let steps = [[1.0f32, 0.5], [0.0, 1.0], [-1.0, 0.5]];
    let mut backwards = steps;
    backwards.reverse();
    for (name, steps) in [("first order", steps), ("other order", backwards)] {
        let xs = Tensor::new(&steps, &Device::Cpu)?; // (time, features)
        let mean = xs.mean(0)?.to_vec1::<f32>()?;
        let state = last_state(&rnn, &xs)?.squeeze(0)?.to_vec1::<f32>()?;
        writeln!(out, "{name}: {steps:?}")?;
        writeln!(out, "  mean {mean:.2?}, last state {state:.4?}")?;
    }
    Ok(())
}

/// The hidden state after all steps (time, features) of one sequence: (1, `num_hiddens`).
fn last_state(rnn: &Rnn, xs: &Tensor) -> Result<Tensor> {
    // ANCHOR: a_loop
    let mut hidden_state = rnn.zero_state(1)?; // (1, num_hiddens)
    for t in 0..xs.dim(0)? {
        let x_t = xs.narrow(0, t, 1)?; // (1, features)
        hidden_state = rnn.step(&x_t, &hidden_state)?; // (1, num_hiddens)
    }
    // ANCHOR_END: a_loop
    Ok(hidden_state)
}
