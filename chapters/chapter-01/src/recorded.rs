//! What was measured once and is kept in `results/`.

use anyhow::Result;
use course::record::Recorded;
use serde::{Deserialize, Serialize};

use crate::comparison::{ByLookBack, Errors};
use crate::leak::Leak;

/// Everything that the chapter measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// How many seconds the chapter's program takes.
    pub program_seconds: f64,
    /// The first station, warming.
    pub leak: Leak,
    /// Test errors, station by station.
    pub stations: Vec<Errors>,
    /// Their means.
    pub mean: Errors,
    /// The linear model of the first station, by its look-back.
    pub look_backs: Vec<ByLookBack>,
}

/// The record `results/weather.json`.
///
/// # Errors
/// If the file is not such a record.
pub fn weather() -> Result<Recorded<Measured>> {
    Recorded::parse(include_str!("../results/weather.json"))
}
