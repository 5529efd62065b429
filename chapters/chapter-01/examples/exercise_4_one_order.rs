//! Exercise 4: all windows shuffled in the same way.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_01::baselines::rmse;
use chapter_01::linear::LinearModel;
use chapter_01::simulation::Station;
use chapter_01::weather::{LOOK_BACK, Weather};

// ANCHOR: solution
/// The validation error in °C if the days of every window come in this order.
fn error(weather: &Weather, order: &[u32]) -> Result<f64> {
    let order = Tensor::from_slice(order, order.len(), &Device::Cpu)?; // (time,)
    let train = weather.windows(LOOK_BACK, weather.split.train.clone())?;
    let inputs = train.inputs.index_select(&order, 1)?; // (batch, time, features)
    let model = LinearModel::fit(&inputs, &train.targets)?;
    let asked = weather.windows(LOOK_BACK, weather.split.validation.clone())?;
    let inputs = asked.inputs.index_select(&order, 1)?; // (batch, time, features)
    Ok(rmse(&model.forecast(&inputs)?, &asked.targets)?)
}

/// Prints the error for the days in order, backwards, and in one jumbled order.
///
/// # Errors
/// If a model cannot be fitted.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    let in_order: Vec<u32> = (0..14).collect();
    let backwards: Vec<u32> = (0..14).rev().collect();
    let jumbled = [3, 9, 0, 12, 5, 13, 7, 1, 10, 4, 8, 2, 11, 6];
    writeln!(out, "in order   {:.2} °C", error(&weather, &in_order)?)?;
    writeln!(out, "backwards  {:.2} °C", error(&weather, &backwards)?)?;
    writeln!(out, "jumbled    {:.2} °C", error(&weather, &jumbled)?)?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
