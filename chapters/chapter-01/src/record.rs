//! What `cargo run -p chapter-01 -- record` measures.

use std::io;
use std::time::Instant;

use anyhow::Result;
use course::section::print_all;
use program::options::DataPlace;
use program::record::Record;
use serde_json::Value;

use crate::comparison::{self, Errors};
use crate::leak;
use crate::recorded::Measured;
use crate::sections;

/// The chapter's records.
pub const RECORDS: &[Record] = &[Record {
    name: "weather",
    // Each station has a seed of its own, its number.
    seed: None,
    measure: weather,
}];

fn weather(_: &DataPlace) -> Result<Value> {
    let start = Instant::now();
    print_all(sections::ALL, &mut io::sink())?;
    let program_seconds = start.elapsed().as_secs_f64();
    let stations = comparison::stations()?;
    let measured = Measured {
        program_seconds,
        leak: leak::measure()?,
        mean: Errors::mean(&stations),
        stations,
        look_backs: comparison::look_backs()?,
    };
    Ok(serde_json::to_value(measured)?)
}
