//! Chapter 1 in short: how warm will it be tomorrow?

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_01::baselines::{rmse, yesterday};
use chapter_01::linear::LinearModel;
use chapter_01::simulation::Station;
use chapter_01::weather::{LOOK_BACK, Weather};

/// Forecasts with a linear model, and with yesterday's value.
pub fn in_short(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    let train = weather.windows(LOOK_BACK, weather.split.train.clone())?;
    let test = weather.windows(LOOK_BACK, weather.split.test.clone())?;
    writeln!(out, "training windows {:?}", train.inputs.dims())?;

    let model = LinearModel::fit(&train.inputs, &train.targets)?;
    let forecasts = model.forecast(&test.inputs)?; // (batch,)
    let error = rmse(&forecasts, &test.targets)?;
    writeln!(out, "linear model     {error:.2} °C off")?;

    let forecasts = yesterday(&weather.highest, weather.split.test)?; // (batch,)
    let error = rmse(&forecasts, &test.targets)?;
    writeln!(out, "yesterday        {error:.2} °C off")?;
    Ok(())
}

fn main() -> ExitCode {
    program::run(in_short)
}
