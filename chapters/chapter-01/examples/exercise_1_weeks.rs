//! Exercise 1: the means of four weeks, and a reshape that is wrong.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::IndexOp;
use chapter_01::simulation::Station;
use chapter_01::table::HIGHEST;
use chapter_01::weather::Weather;

/// Prints the weekly means of the highest temperature, by the right reshape and by a wrong one.
///
/// # Errors
/// If a tensor cannot be made or written.
// ANCHOR: solution
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    let rows = weather.table.dim(0)?;
    let days = weather.table.narrow(0, rows - 28, 28)?; // (time, features)
    let weeks = days.reshape((4, 7, 3))?; // (weeks, days of the week, features)
    let means = weeks.mean(1)?; // (weeks, features)
    let wrong = days.reshape((7, 4, 3))?.mean(0)?; // (4, features), but no weeks
    writeln!(out, "shapes {:?} and {:?}", means.dims(), wrong.dims())?;
    for (name, means) in [("right", means), ("wrong", wrong)] {
        let highest = means.i((.., HIGHEST))?.to_vec1::<f32>()?; // (4,)
        writeln!(out, "{name}  {highest:.1?}")?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
