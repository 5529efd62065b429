//! Exercise 6: forecasts for a later day.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use chapter_01::baselines::{rmse, seasonal_mean};
use chapter_01::linear::LinearModel;
use chapter_01::simulation::Station;
use chapter_01::weather::{LOOK_BACK, Weather};
use chapter_01::windows::Windows;

// ANCHOR: solution
/// Prints three validation errors of forecasts `ahead` days after the last known day.
fn report(out: &mut dyn Write, weather: &Weather, ahead: usize) -> Result<()> {
    // A window that ends this much earlier: leave out the first targets and the last inputs.
    let rows = weather.highest.dim(0)? - (ahead - 1);
    let inputs = weather.scaled.narrow(0, 0, rows)?; // (rows, features)
    let targets = weather.highest.narrow(0, ahead - 1, rows)?; // (rows,)
    let shifted = |start: usize, end| start.saturating_sub(ahead - 1)..end + 1 - ahead;
    let split = &weather.split;
    let train = shifted(split.train.start, split.train.end);
    let train = Windows::new(&inputs, &targets, LOOK_BACK, train)?;
    let validation = shifted(split.validation.start, split.validation.end);
    let validation = Windows::new(&inputs, &targets, LOOK_BACK, validation)?;

    let (rows, known) = (split.validation.clone(), &weather.highest);
    let last = known.narrow(0, rows.start - ahead, rows.len())?; // (batch,)
    let season = seasonal_mean(known, split.train.clone(), rows)?; // (batch,)
    let model = LinearModel::fit(&train.inputs, &train.targets)?;
    let linear = model.forecast(&validation.inputs)?; // (batch,)
    let errors = [last, season, linear].map(|forecasts| rmse(&forecasts, &validation.targets));
    let [last, season, linear] = errors;
    let (last, season, linear) = (last?, season?, linear?);
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
    course::cli::finish(solution(&mut io::stdout().lock()))
}
