//! Exercise 5: what is left of a window whose days are shuffled.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_01::baselines::rmse;
use chapter_01::linear::LinearModel;
use chapter_01::simulation::Station;
use chapter_01::weather::{LOOK_BACK, Weather};
use chapter_01::windows::Windows;
use course::random;

// ANCHOR: solution
/// The windows with one day each, the mean of their days: (batch, 1, features).
fn mean_days(windows: &Windows) -> Result<Windows> {
    Ok(Windows {
        inputs: windows.inputs.mean_keepdim(1)?,
        targets: windows.targets.clone(),
    })
}

/// Prints the parameters and the validation error of a linear model.
fn report(out: &mut dyn Write, train: &Windows, asked: &Windows) -> Result<()> {
    let model = LinearModel::fit(&train.inputs, &train.targets)?;
    let forecasts = model.forecast(&asked.inputs)?; // (batch,)
    let error = rmse(&forecasts, &asked.targets)?;
    writeln!(out, "{:>2} parameters  {error:.2} °C", model.parameters())?;
    Ok(())
}

/// The mean day, then the days shuffled, then the days in order.
///
/// # Errors
/// If a model cannot be fitted.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    let train = weather.windows(LOOK_BACK, weather.split.train.clone())?;
    let asked = weather.windows(LOOK_BACK, weather.split.validation.clone())?;
    report(out, &mean_days(&train)?, &mean_days(&asked)?)?;

    let mut rng = random::stream(1, "exercise 5");
    let train_shuffled = train.with_days_shuffled(&mut rng)?;
    let asked_shuffled = asked.with_days_shuffled(&mut rng)?;
    report(out, &train_shuffled, &asked_shuffled)?;
    report(out, &train, &asked)
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
