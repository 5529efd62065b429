//! Exercise 5: what is left of a window whose days are shuffled.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use candle_core::Tensor;
use chapter_01::baselines::rmse;
use chapter_01::linear::LinearModel;
use chapter_01::simulation::Station;
use chapter_01::weather::{LOOK_BACK, Weather};
use chapter_01::windows::Windows;
use course::random;

// ANCHOR: solution
/// A linear model on the given part of the windows: its parameters and its validation error.
fn report(out: &mut dyn Write, name: &str, windows: [&Windows; 2], mean: bool) -> Result<()> {
    let part = |inputs: &Tensor| match mean {
        true => inputs.mean_keepdim(1), // (batch, 1, features)
        false => Ok(inputs.clone()),    // (batch, time, features)
    };
    let [train, validation] = windows;
    let model = LinearModel::fit(&part(&train.inputs)?, &train.targets)?;
    let forecasts = model.forecast(&part(&validation.inputs)?)?; // (batch,)
    let (count, error) = (model.parameters(), rmse(&forecasts, &validation.targets)?);
    writeln!(out, "{name:<14} {count:>2} parameters  {error:.2} °C")?;
    Ok(())
}

/// Prints the errors of the mean day, the shuffled window and the window in order.
///
/// # Errors
/// If a model cannot be fitted.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    let windows = |rows| Windows::new(&weather.scaled, &weather.highest, LOOK_BACK, rows);
    let train = windows(weather.split.train.clone())?;
    let validation = windows(weather.split.validation.clone())?;
    let mut chance = random::stream(1, "exercise 5");
    let train_shuffled = train.with_days_shuffled(&mut chance)?;
    let validation_shuffled = validation.with_days_shuffled(&mut chance)?;
    let shuffled = [&train_shuffled, &validation_shuffled];
    report(out, "mean day", [&train, &validation], true)?;
    report(out, "days shuffled", shuffled, false)?;
    report(out, "days in order", [&train, &validation], false)
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    course::cli::finish(solution(&mut io::stdout().lock()))
}
