//! Chapter 1's linear model once more, this time found in steps: what scaling is for.

use candle_core::{DType, Device, Result, Tensor, Var};
use chapter_01::baselines::rmse;
use chapter_01::linear::LinearModel;
use chapter_01::simulation::Station;
use chapter_01::weather::{LOOK_BACK, STATIONS, Weather};
use chapter_01::windows::Windows;
use serde::{Deserialize, Serialize};

use crate::training::gradient_step;

/// The numbers of steps after which the error is looked at.
pub const STEPS: [usize; 4] = [0, 10, 100, 1_000];

/// Learning rates to choose from.
const LEARNING_RATES: [f64; 7] = [0.1, 0.03, 0.001, 3e-5, 1e-5, 1e-6, 3e-7];
/// Steps that each of them is tried for.
const TRIAL: usize = 50;

/// A training of the linear model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Descent {
    /// The learning rate with the least error after a trial.
    pub learning_rate: f64,
    /// RMSE in °C on the validation rows after each of [`STEPS`].
    pub errors: Vec<f64>,
}

/// What steps come to, and where they lead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Descents {
    /// On the readings as they were reported.
    pub reported: Descent,
    /// On the same with both temperatures in kelvin.
    pub kelvin: Descent,
    /// On the scaled readings.
    pub scaled: Descent,
    /// RMSE in °C of the weights that chapter 1 solves for.
    pub solved: f64,
}

/// The linear model of station 1 in steps, each training with the best of the learning rates.
///
/// # Errors
/// If the windows cannot be made.
pub fn descents() -> anyhow::Result<Descents> {
    let weather = Weather::of(Station::new(STATIONS[0]))?;
    let best = |readings: &Tensor| -> anyhow::Result<Descent> {
        let windows =
            |rows| Windows::new(readings, &weather.highest, LOOK_BACK, rows);
        let train = windows(weather.split.train.clone())?;
        let validation = windows(weather.split.validation.clone())?;
        let mut best = (f64::INFINITY, LEARNING_RATES[0]);
        for learning_rate in LEARNING_RATES {
            let errors = descend(&train, &validation, learning_rate, TRIAL)?;
            let error = errors[errors.len() - 1];
            if error < best.0 {
                best = (error, learning_rate);
            }
        }
        let (_, learning_rate) = best;
        let steps = STEPS[STEPS.len() - 1];
        Ok(Descent {
            learning_rate,
            errors: descend(&train, &validation, learning_rate, steps)?,
        })
    };
    let train = weather.windows(LOOK_BACK, weather.split.train.clone())?;
    let validation = weather.windows(LOOK_BACK, weather.split.validation.clone())?;
    let solved = LinearModel::fit(&train.inputs, &train.targets)?;
    let forecasts = solved.forecast(&validation.inputs)?; // (batch,)
    Ok(Descents {
        reported: best(&weather.table)?,
        kelvin: best(&in_kelvin(&weather.table)?)?,
        scaled: best(&weather.scaled)?,
        solved: rmse(&forecasts, &validation.targets)?,
    })
}

/// The readings (time, features) with the highest and the lowest temperature in kelvin.
fn in_kelvin(readings: &Tensor) -> Result<Tensor> {
    let zero = Tensor::new(&[273.15_f32, 273.15, 0.0], readings.device())?;
    readings.broadcast_add(&zero) // (time, features)
}

/// Trains from weights of zero; each step takes all training windows. Returns the error on the
/// validation windows after those of [`STEPS`] that it comes to.
fn descend(
    train: &Windows,
    validation: &Windows,
    learning_rate: f64,
    steps: usize,
) -> Result<Vec<f64>> {
    let (x, y) = matrices(train)?; // (batch, time · features), (batch, 1)
    let (x_validation, y_validation) = matrices(validation)?;
    let numbers = x.dim(1)?;
    let weight = Var::zeros((numbers, 1), DType::F64, &Device::Cpu)?;
    let bias = Var::zeros((1, 1), DType::F64, &Device::Cpu)?;
    let mean_square = |x: &Tensor, y: &Tensor| {
        // ANCHOR: mean_square
        let forecasts = x.matmul(&weight)?.broadcast_add(&bias)?; // (batch, 1)
        (forecasts - y)?.sqr()?.mean_all() // a scalar
        // ANCHOR_END: mean_square
    };
    let mut errors = Vec::new();
    for step in 0..=steps {
        if STEPS.contains(&step) || step == steps {
            let error = mean_square(&x_validation, &y_validation)?;
            errors.push(error.to_scalar::<f64>()?.sqrt());
        }
        let gradients = mean_square(&x, &y)?.backward()?;
        gradient_step(&[weight.clone(), bias.clone()], &gradients, learning_rate)?;
    }
    Ok(errors)
}

/// Windows as rows (batch, time · features), targets as a column (batch, 1).
fn matrices(windows: &Windows) -> Result<(Tensor, Tensor)> {
    let x = windows.inputs.flatten_from(1)?.to_dtype(DType::F64)?;
    let y = windows.targets.to_dtype(DType::F64)?.unsqueeze(1)?;
    Ok((x, y))
}
