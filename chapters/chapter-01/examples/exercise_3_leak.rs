//! Exercise 3: what the leak does to the linear model.

use std::io::Write;
use std::ops::Range;
use std::process::ExitCode;

use anyhow::Result;
use chapter_01::baselines::rmse;
use chapter_01::leak::warming_weather;
use chapter_01::linear::LinearModel;
use chapter_01::scaling::Scaler;
use chapter_01::weather::{LOOK_BACK, Weather};
use chapter_01::windows::Windows;

// ANCHOR: solution
/// The validation error in °C of a model whose inputs were scaled by `known` rows.
fn error(weather: &Weather, known: Range<usize>) -> Result<f64> {
    let scaled = Scaler::fit(&weather.table, known)?.transform(&weather.table)?;
    let windows = |rows| Windows::new(&scaled, &weather.highest, LOOK_BACK, rows);
    let train = windows(weather.split.train.clone())?;
    let validation = windows(weather.split.validation.clone())?;
    let model = LinearModel::fit(&train.inputs, &train.targets)?;
    let forecasts = model.forecast(&validation.inputs)?; // (batch,)
    Ok(rmse(&forecasts, &validation.targets)?)
}

/// Prints the error with statistics of the training rows and of all rows.
///
/// # Errors
/// If a model cannot be fitted.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let weather = warming_weather()?;
    let honest = error(&weather, weather.split.train.clone())?;
    let leaked = error(&weather, 0..weather.split.test.end)?;
    writeln!(out, "training rows only  {honest:.2} °C")?;
    writeln!(out, "all rows            {leaked:.2} °C")?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
