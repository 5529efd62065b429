//! What a reported error becomes when the statistics of scaling have seen the test rows.

use std::ops::Range;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::baselines::{rmse, yesterday};
use crate::scaling::Scaler;
use crate::simulation::Station;
use crate::table::HIGHEST;
use crate::weather::{STATIONS, Weather};

/// How much warmer it gets at the station of the experiment, in °C a year: far more than anywhere.
pub const WARMING: f64 = 1.0;

/// The test error of two forecasts, by the rows that the statistics come from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    /// Mean of the highest temperature in °C.
    pub mean: f64,
    /// Its standard deviation in °C.
    pub deviation: f64,
    /// RMSE of "as yesterday" in °C.
    pub yesterday: f64,
    /// The same in scaled units.
    pub yesterday_scaled: f64,
    /// RMSE of "always the mean" in °C.
    pub always_mean: f64,
    /// The same in scaled units.
    pub always_mean_scaled: f64,
}

/// The reported errors without the leak and with it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leak {
    /// With the statistics of the training rows.
    pub honest: Reported,
    /// With the statistics of all rows.
    pub leaked: Reported,
}

/// The leak on the warming station.
///
/// # Errors
/// If a tensor cannot be made.
pub fn measure() -> Result<Leak> {
    let weather = warming_weather()?;
    let all = 0..weather.split.test.end;
    Ok(Leak {
        honest: reported(&weather, weather.split.train.clone())?,
        leaked: reported(&weather, all)?,
    })
}

/// A station where it gets warmer.
///
/// # Errors
/// If a tensor cannot be made.
pub fn warming_weather() -> Result<Weather> {
    Weather::of(Station {
        warming: WARMING,
        ..Station::new(STATIONS[0])
    })
}

/// The errors on the test rows, with statistics of `known` rows.
///
/// # Errors
/// If the rows are not in the table.
pub fn reported(weather: &Weather, known: Range<usize>) -> Result<Reported> {
    // ANCHOR: reported
    let scaler = Scaler::fit(&weather.table, known)?;
    let mean = f64::from(scaler.means()?[HIGHEST]);
    let deviation = f64::from(scaler.deviations()?[HIGHEST]);
    let test = weather.split.test.clone();
    let targets = weather.highest.narrow(0, test.start, test.len())?; // (batch,)
    let as_yesterday = rmse(&yesterday(&weather.highest, test)?, &targets)?;
    let the_mean = targets.affine(0.0, mean)?; // (batch,): 0 · target + mean
    let always_mean = rmse(&the_mean, &targets)?;
    // ANCHOR_END: reported
    Ok(Reported {
        mean,
        deviation,
        yesterday: as_yesterday,
        yesterday_scaled: as_yesterday / deviation,
        always_mean,
        always_mean_scaled: always_mean / deviation,
    })
}
