//! The forecasts of the chapter side by side, and the linear model by its look-back.

use anyhow::Result;
use candle_core::Tensor;
use course::random;
use serde::{Deserialize, Serialize};

use crate::baselines::{rmse, seasonal_mean, yesterday};
use crate::linear::LinearModel;
use crate::simulation::{DAYS_OF_YEAR, Station};
use crate::weather::{LOOK_BACK, STATIONS, Weather};
use crate::windows::Windows;

/// The look-backs that are compared, in days.
pub const LOOK_BACKS: [usize; 8] = [1, 3, 7, 14, 28, 56, 112, 365];

/// RMSE in °C on the test rows of one station, or its mean over several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Errors {
    /// Of the mean at the same time of the year.
    pub seasonal_mean: f64,
    /// Of the value of the day before.
    pub yesterday: f64,
    /// Of the linear model on the flattened window.
    pub linear: f64,
    /// Of the same model, trained and asked with the days of each window shuffled.
    pub shuffled: f64,
}

impl Errors {
    /// The errors with the names of their forecasts, in the order of the page.
    #[must_use]
    pub fn named(&self) -> [(&'static str, f64); 4] {
        [
            ("seasonal mean", self.seasonal_mean),
            ("yesterday's value", self.yesterday),
            ("linear, days shuffled", self.shuffled),
            ("linear, days in order", self.linear),
        ]
    }

    /// The mean of each error over stations.
    #[must_use]
    pub fn mean(stations: &[Self]) -> Self {
        let mean = |error: fn(&Self) -> f64| {
            stations.iter().map(error).sum::<f64>() / stations.len() as f64
        };
        Self {
            seasonal_mean: mean(|errors| errors.seasonal_mean),
            yesterday: mean(|errors| errors.yesterday),
            linear: mean(|errors| errors.linear),
            shuffled: mean(|errors| errors.shuffled),
        }
    }
}

/// The errors at every station, in the order of [`STATIONS`].
///
/// # Errors
/// If a forecast fails.
pub fn stations() -> Result<Vec<Errors>> {
    STATIONS.into_iter().map(errors).collect()
}

/// The errors of the four forecasts on a station's test rows.
///
/// # Errors
/// If a forecast fails.
pub fn errors(station: u64) -> Result<Errors> {
    let weather = Weather::of(Station::new(station))?;
    let (train, test) = (weather.split.train.clone(), weather.split.test.clone());
    let highest = &weather.highest; // (time,)
    let targets = highest.narrow(0, test.start, test.len())?; // (batch,)
    let season = seasonal_mean(highest, train, test.clone())?; // (batch,)
    Ok(Errors {
        seasonal_mean: rmse(&season, &targets)?,
        yesterday: rmse(&yesterday(highest, test)?, &targets)?,
        linear: linear(&weather)?,
        shuffled: shuffled(&weather, station)?,
    })
}

/// The test error of the linear model on the days in order.
fn linear(weather: &Weather) -> Result<f64> {
    let (train, test) = windows(weather)?;
    let model = LinearModel::fit(&train.inputs, &train.targets)?;
    Ok(rmse(&model.forecast(&test.inputs)?, &test.targets)?)
}

/// The test error of the linear model if every window's days come in an order of their own.
fn shuffled(weather: &Weather, seed: u64) -> Result<f64> {
    let (train, test) = windows(weather)?;
    let mut rng = random::stream(seed, "order of the days");
    let train = train.with_days_shuffled(&mut rng)?;
    let test = test.with_days_shuffled(&mut rng)?;
    let model = LinearModel::fit(&train.inputs, &train.targets)?;
    Ok(rmse(&model.forecast(&test.inputs)?, &test.targets)?)
}

/// The windows of training and test.
///
/// # Errors
/// If they cannot be made.
pub fn windows(weather: &Weather) -> Result<(Windows, Windows)> {
    let split = &weather.split;
    let train = weather.windows(LOOK_BACK, split.train.clone())?;
    let test = weather.windows(LOOK_BACK, split.test.clone())?;
    Ok((train, test))
}

/// The linear model with one look-back.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByLookBack {
    /// Days in a window.
    pub look_back: usize,
    /// Numbers learnt.
    pub parameters: usize,
    /// RMSE in °C on the training rows.
    pub train: f64,
    /// RMSE in °C on the validation rows.
    pub validation: f64,
}

/// The linear model of the first station with each of [`LOOK_BACKS`].
///
/// # Errors
/// If a model cannot be fitted.
pub fn look_backs() -> Result<Vec<ByLookBack>> {
    let weather = Weather::of(Station::new(STATIONS[0]))?;
    LOOK_BACKS
        .into_iter()
        .map(|look_back| by_look_back(&weather, look_back))
        .collect()
}

/// The linear model with a window of `look_back` days, asked on training and validation rows.
///
/// All look-backs learn from the same targets, those of the second year and later.
///
/// # Errors
/// If the window is longer than a year, or the windows do not decide the weights.
pub fn by_look_back(weather: &Weather, look_back: usize) -> Result<ByLookBack> {
    // ANCHOR: look_back
    let split = &weather.split;
    let train = weather.windows(look_back, DAYS_OF_YEAR..split.train.end)?;
    let validation = weather.windows(look_back, split.validation.clone())?;
    let model = LinearModel::fit(&train.inputs, &train.targets)?;
    // ANCHOR_END: look_back
    let error = |windows: &Windows| error(&model, windows);
    Ok(ByLookBack {
        look_back,
        parameters: model.parameters(),
        train: error(&train)?,
        validation: error(&validation)?,
    })
}

fn error(model: &LinearModel, windows: &Windows) -> Result<f64> {
    let forecasts: Tensor = model.forecast(&windows.inputs)?; // (batch,)
    Ok(rmse(&forecasts, &windows.targets)?)
}
