//! Exercise 6: forecasts for a later day.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_01::baselines::{rmse, seasonal_mean};
use chapter_01::linear::LinearModel;
use chapter_01::simulation::Station;
use chapter_01::split::Split;
use chapter_01::weather::{LOOK_BACK, Weather};
use chapter_01::windows::Windows;

// ANCHOR: solution
/// Prints the validation errors of three forecasts, `ahead` days ahead.
fn report(out: &mut dyn Write, weather: &Weather, ahead: usize) -> Result<()> {
    // Row t of `inputs` and of `targets` are now ahead - 1 days apart.
    let late = ahead - 1;
    let count = weather.highest.dim(0)? - late;
    let inputs = weather.scaled.narrow(0, 0, count)?; // (count, features)
    let targets = weather.highest.narrow(0, late, count)?; // (count,)
    let Split {
        train, validation, ..
    } = weather.split.clone();
    let moved = validation.start - late..validation.end - late;
    let learnt = Windows::new(&inputs, &targets, LOOK_BACK, 0..train.end - late)?;
    let asked = Windows::new(&inputs, &targets, LOOK_BACK, moved)?;

    let start = validation.start - ahead;
    let last = weather.highest.narrow(0, start, validation.len())?; // (batch,)
    let season = seasonal_mean(&weather.highest, train, validation)?; // (batch,)
    let model = LinearModel::fit(&learnt.inputs, &learnt.targets)?;
    let linear = model.forecast(&asked.inputs)?; // (batch,)
    let last = rmse(&last, &asked.targets)?;
    let season = rmse(&season, &asked.targets)?;
    let linear = rmse(&linear, &asked.targets)?;
    writeln!(out, "{ahead:>5} {last:11.2} {season:7.2} {linear:7.2}")?;
    Ok(())
}

/// Prints the errors for 1 to 14 days ahead.
///
/// # Errors
/// If a forecast fails.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    writeln!(out, "ahead  last value  season  linear")?;
    for ahead in [1, 2, 3, 7, 14] {
        report(out, &weather, ahead)?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
