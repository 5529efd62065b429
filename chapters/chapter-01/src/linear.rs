//! A linear model on the flattened window: a weight for each number in it, and a bias.
//!
//! Its weights are those of the least squared error, which are the solution of a system of linear
//! equations. No model of the later chapters has such a formula.

use candle_core::{DType, Device, Tensor};

/// Why a linear model could not be fitted or asked.
#[derive(Debug, thiserror::Error)]
pub enum LinearError {
    /// The windows do not decide the weights.
    #[error(
        "{windows} windows do not decide {parameters} parameters: \
         too few windows, or a feature that the others give away"
    )]
    Undecided {
        /// How many windows there were.
        windows: usize,
        /// How many parameters.
        parameters: usize,
    },
    /// The window has another size than those of training.
    #[error(
        "the model has weights for {expected} numbers a window, this window has {found}"
    )]
    OtherSize {
        /// Numbers in a window of training.
        expected: usize,
        /// Numbers in this one.
        found: usize,
    },
    /// candle could not do it.
    #[error(transparent)]
    Tensor(#[from] candle_core::Error),
}

/// Weights for the numbers of a window, and the bias.
#[derive(Clone, Debug)]
pub struct LinearModel {
    weight: Tensor, // (time · features, 1)
    bias: f64,
}

impl LinearModel {
    /// The model with the least squared error on windows (batch, time, features) and their
    /// targets (batch,).
    ///
    /// # Errors
    /// If the windows do not decide the weights.
    pub fn fit(inputs: &Tensor, targets: &Tensor) -> Result<Self, LinearError> {
        let x = flattened(inputs)?; // (batch, time · features)
        let (windows, numbers) = x.dims2()?;
        // ANCHOR: fit
        let ones = Tensor::ones((windows, 1), DType::F64, &Device::Cpu)?;
        let x = Tensor::cat(&[&x, &ones], 1)?; // (batch, parameters)
        let y = targets.to_dtype(DType::F64)?.unsqueeze(1)?; // (batch, 1)
        let x_t = x.t()?.contiguous()?; // (parameters, batch)
        let left = x_t.matmul(&x)?; // (parameters, parameters)
        let right = x_t.matmul(&y)?.squeeze(1)?; // (parameters,)
        let solution = solve(left.to_vec2()?, right.to_vec1()?);
        // ANCHOR_END: fit
        let solution = solution.ok_or(LinearError::Undecided {
            windows,
            parameters: numbers + 1,
        })?;
        let (weight, bias) = (&solution[..numbers], solution[numbers]);
        let weight = Tensor::from_slice(weight, (numbers, 1), &Device::Cpu)?;
        Ok(Self { weight, bias })
    }

    /// One forecast a window: (batch, time, features) → (batch,).
    ///
    /// # Errors
    /// If the windows have another size than those of training.
    pub fn forecast(&self, inputs: &Tensor) -> Result<Tensor, LinearError> {
        // ANCHOR: forecast
        let x = flattened(inputs)?; // (batch, time · features)
        let (expected, found) = (self.weight.dim(0)?, x.dim(1)?);
        if expected != found {
            return Err(LinearError::OtherSize { expected, found });
        }
        Ok((x.matmul(&self.weight)?.squeeze(1)? + self.bias)?) // (batch,)
        // ANCHOR_END: forecast
    }

    /// How many numbers were learnt: the weights and the bias.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.weight.elem_count() + 1
    }

    /// The weights, day by day from the oldest: (time, features).
    ///
    /// # Errors
    /// If `features` does not divide their number.
    pub fn weights_by_day(&self, features: usize) -> candle_core::Result<Tensor> {
        self.weight.reshape(((), features))
    }
}

/// (batch, time, features) → (batch, time · features): the days of a window side by side.
fn flattened(inputs: &Tensor) -> candle_core::Result<Tensor> {
    inputs.flatten_from(1)?.to_dtype(DType::F64)
}

/// The x with A x = b, for a symmetric A with positive eigenvalues; `None` for any other A.
#[must_use]
pub fn solve(a: Vec<Vec<f64>>, b: Vec<f64>) -> Option<Vec<f64>> {
    let lower = cholesky(a)?;
    let forward = solve_lower(&lower, b);
    Some(solve_upper(&lower, forward))
}

// ANCHOR: cholesky
/// The lower triangular L with L Lᵀ = A (Cholesky), in the place of A's lower half;
/// `None` if a pivot vanishes.
fn cholesky(mut a: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    for column in 0..a.len() {
        let before = dot(&a[column][..column], &a[column][..column]);
        let pivot = a[column][column] - before;
        if pivot <= 1e-9 * a[column][column] || !pivot.is_finite() {
            return None;
        }
        a[column][column] = pivot.sqrt();
        for row in column + 1..a.len() {
            let shared = dot(&a[row][..column], &a[column][..column]);
            a[row][column] = (a[row][column] - shared) / a[column][column];
        }
    }
    Some(a)
}
// ANCHOR_END: cholesky

/// The y with L y = b, from the first to the last.
fn solve_lower(lower: &[Vec<f64>], mut b: Vec<f64>) -> Vec<f64> {
    for row in 0..b.len() {
        let known = dot(&lower[row][..row], &b[..row]);
        b[row] = (b[row] - known) / lower[row][row];
    }
    b
}

/// The x with Lᵀ x = b, from the last to the first.
fn solve_upper(lower: &[Vec<f64>], mut b: Vec<f64>) -> Vec<f64> {
    for row in (0..b.len()).rev() {
        let known: f64 = (row + 1..b.len()).map(|i| lower[i][row] * b[i]).sum();
        b[row] = (b[row] - known) / lower[row][row];
    }
    b
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
