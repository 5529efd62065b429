//! The gradient on its way back through time: how large it is after so many steps.

use candle_core::{DType, Device, Tensor};
use course::parameters::{Init, Parameters};

use crate::error::Result;
use crate::rnn::Rnn;

/// Units and inputs of the layers that are measured.
const NUM_HIDDENS: usize = 32;
const FEATURES: usize = 8;
/// Steps that they read.
pub const TIME: usize = 100;

/// The slopes of a loss with respect to the hidden state after each step, the last step first, from
/// the states after every step (each (1, `num_hiddens`)) and the slope with respect to the last one.
///
/// # Errors
/// If the shapes do not fit.
// ANCHOR: slopes
pub fn slopes(rnn: &Rnn, states: &[Tensor], last: &Tensor) -> Result<Vec<Tensor>> {
    let mut slopes = vec![last.clone()];
    let mut slope = last.clone(); // (1, num_hiddens)
    for hidden_state in states.iter().skip(1).rev() {
        slope = rnn.step_back(hidden_state, &slope)?;
        slopes.push(slope.clone());
    }
    Ok(slopes)
}
// ANCHOR_END: slopes

/// The states after every step of `xs` (time, features), each (1, `num_hiddens`).
///
/// # Errors
/// If the shapes do not fit.
pub fn states(rnn: &Rnn, xs: &Tensor) -> Result<Vec<Tensor>> {
    let mut hidden_state = rnn.zero_state(1)?;
    let mut states = Vec::new();
    for t in 0..xs.dim(0)? {
        hidden_state = rnn.step(&xs.narrow(0, t, 1)?, &hidden_state)?;
        states.push(hidden_state.clone());
    }
    Ok(states)
}

/// The length of the gradient by how many steps it has gone back, from 0, for a layer whose
/// `weight_hh` is an orthogonal matrix times `size`: all its singular values are `size`. The inputs
/// are random, and so is the slope with respect to the last state, which has the length 1.
///
/// # Errors
/// If a tensor cannot be made.
pub fn lengths(size: f64) -> Result<Vec<f64>> {
    let mut parameters = Parameters::new(1);
    let mut draw = |name: &str, shape: (usize, usize), init| {
        parameters.create(name, shape, init)?.to_dtype(DType::F64)
    };
    let uniform = |limit| Init::Uniform { limit };
    let weight_ih = draw("weight_ih", (NUM_HIDDENS, FEATURES), uniform(0.3))?;
    let weight_hh = draw("weight_hh", (NUM_HIDDENS, NUM_HIDDENS), Init::Orthogonal)?;
    let weight_hh = (weight_hh * size)?;
    let xs = draw("xs", (TIME, FEATURES), uniform(0.5))?; // (time, features)
    let last = draw("last", (1, NUM_HIDDENS), uniform(1.0))?;
    let last = (&last / length(&last)?)?;
    let zeros = Tensor::zeros(NUM_HIDDENS, DType::F64, &Device::Cpu)?;
    let rnn = Rnn::from_tensors(weight_ih, weight_hh, zeros.clone(), zeros)?;
    let slopes = slopes(&rnn, &states(&rnn, &xs)?, &last)?;
    slopes.iter().map(length).collect()
}

fn length(vector: &Tensor) -> Result<f64> {
    Ok(vector.sqr()?.sum_all()?.sqrt()?.to_scalar()?)
}
