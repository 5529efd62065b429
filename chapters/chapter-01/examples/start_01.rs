//! Where an exercise begins: a station's weather, ready for forecasts.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_01::simulation::Station;
use chapter_01::weather::Weather;

// ANCHOR: start
/// Replace the body with your solution.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    writeln!(out, "{:?}", weather.table.dims())?; // (time, features)
    Ok(())
}
// ANCHOR_END: start

fn main() -> ExitCode {
    program::run(solution)
}
