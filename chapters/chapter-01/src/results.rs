//! What the chapter measures, recorded for the prose of its pages.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use course::files::write_whole;
use course::record::Provenance;
use serde::{Deserialize, Serialize};

use crate::comparison::{self, ByLookBack, Errors, LOOK_BACKS};
use crate::leak::{self, Reported};
use crate::simulation::Station;
use crate::weather::{STATIONS, Weather};

/// The error with test rows in the statistics and without.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leak {
    /// With the statistics of the training rows.
    pub honest: Reported,
    /// With the statistics of all rows.
    pub leaked: Reported,
}

/// Everything measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The first station, warming.
    pub leak: Leak,
    /// Test errors, station by station.
    pub stations: Vec<Errors>,
    /// Their means.
    pub mean: Errors,
    /// The linear model of the first station, by its look-back.
    pub look_backs: Vec<ByLookBack>,
}

/// A recording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// What made it.
    pub provenance: Provenance,
    /// How long the chapter's program took.
    pub seconds: f64,
    /// What was measured.
    #[serde(flatten)]
    pub measured: Measured,
}

/// The leak on the warming station.
///
/// # Errors
/// If a forecast fails.
pub fn leak() -> Result<Leak> {
    let weather = leak::warming_weather()?;
    let all = 0..weather.split.test.end;
    Ok(Leak {
        honest: leak::reported(&weather, weather.split.train.clone())?,
        leaked: leak::reported(&weather, all)?,
    })
}

/// The test errors of every station.
///
/// # Errors
/// If a forecast fails.
pub fn stations() -> Result<Vec<Errors>> {
    STATIONS.into_iter().map(comparison::errors).collect()
}

/// The linear model of the first station with every look-back.
///
/// # Errors
/// If a model cannot be fitted.
pub fn look_backs() -> Result<Vec<ByLookBack>> {
    let weather = Weather::of(Station::new(STATIONS[0]))?;
    LOOK_BACKS
        .into_iter()
        .map(|look_back| comparison::by_look_back(&weather, look_back))
        .collect()
}

/// Measures everything.
///
/// # Errors
/// If a forecast fails.
pub fn measure() -> Result<Measured> {
    let stations = stations()?;
    Ok(Measured {
        leak: leak()?,
        mean: Errors::mean(&stations),
        stations,
        look_backs: look_backs()?,
    })
}

/// Measures everything and writes it to a file, with the time since `start`.
///
/// # Errors
/// If a forecast fails or the file cannot be written.
pub fn record(path: &Path, start: Instant) -> Result<()> {
    let seconds = start.elapsed().as_secs_f64();
    let recorded = Recorded {
        provenance: Provenance::of_this_run(),
        seconds,
        measured: measure()?,
    };
    let mut text = serde_json::to_string_pretty(&recorded)?;
    text.push('\n');
    write_whole(path, text.as_bytes())
}
