//! Gradients cut to a length, so that no step is too long.

use candle_core::backprop::GradStore;
use candle_core::{DType, Result, Tensor, Var};
use candle_nn::Optimizer;

/// The length of all gradients together, taken as one vector: the root of the sum of all squares.
///
/// # Errors
/// If candle cannot compute it.
pub fn length(gradients: &GradStore, variables: &[Var]) -> Result<f64> {
    let mut sum = 0.0;
    for gradient in variables
        .iter()
        .filter_map(|variable| gradients.get(variable))
    {
        let squares = gradient.to_dtype(DType::F64)?.sqr()?.sum_all()?;
        sum += squares.to_scalar::<f64>()?;
    }
    Ok(sum.sqrt())
}

/// Shortens the gradients to the length `longest`, if they are longer; their direction stays.
/// Returns the length that they had: Pascanu, Mikolov and Bengio 2013, algorithm 1 (cite:
/// pascanu2013).
///
/// # Errors
/// If candle cannot compute it.
// ANCHOR: clip
pub fn clip(
    gradients: &mut GradStore,
    variables: &[Var],
    longest: f64,
) -> Result<f64> {
    let length = length(gradients, variables)?;
    if length > longest {
        for variable in variables {
            if let Some(gradient) = gradients.remove(variable) {
                gradients.insert(variable, (gradient * (longest / length))?);
            }
        }
    }
    Ok(length)
}
// ANCHOR_END: clip

/// An optimizer that is given clipped gradients.
#[derive(Debug)]
pub struct Clipped<O> {
    optimizer: O,
    variables: Vec<Var>,
    longest: f64,
    lengths: Vec<f64>,
}

impl<O> Clipped<O> {
    /// `optimizer`, which moves these variables, with gradients no longer than `longest`.
    pub fn of(optimizer: O, variables: Vec<Var>, longest: f64) -> Self {
        Self {
            optimizer,
            variables,
            longest,
            lengths: Vec::new(),
        }
    }

    /// The length before clipping, step by step.
    #[must_use]
    pub fn lengths(&self) -> &[f64] {
        &self.lengths
    }
}

impl<O: Optimizer> Optimizer for Clipped<O> {
    type Config = (O, f64);

    fn new(variables: Vec<Var>, (optimizer, longest): (O, f64)) -> Result<Self> {
        Ok(Self::of(optimizer, variables, longest))
    }

    fn step(&mut self, gradients: &GradStore) -> Result<()> {
        self.optimizer.step(gradients)
    }

    fn learning_rate(&self) -> f64 {
        self.optimizer.learning_rate()
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.optimizer.set_learning_rate(learning_rate);
    }

    // ANCHOR: backward_step
    fn backward_step(&mut self, loss: &Tensor) -> Result<()> {
        let mut gradients = loss.backward()?;
        let length = clip(&mut gradients, &self.variables, self.longest)?;
        self.lengths.push(length);
        self.step(&gradients)
    }
    // ANCHOR_END: backward_step
}
