//! The page "Windows and batches".

use std::fmt::Display;
use std::io::Write;

use anyhow::Result;
use candle_core::{Device, IndexOp, Tensor};

use crate::simulation::Station;
use crate::table::{HIGHEST, table};
use crate::weather::{LOOK_BACK, Weather};
use crate::windows::Windows;

/// Windows of a short series, the shapes of the long one, batches, and what is refused.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn windows(out: &mut dyn Write) -> Result<()> {
    few(out)?;
    many(out)?;
    refused(out)
}

fn few(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: few
    let week = table(&Station::new(1).simulate(7))?; // (time, features)
    let highest = week.i((.., HIGHEST..=HIGHEST))?; // (time, 1): one feature, to see it all
    let targets = week.i((.., HIGHEST))?; // (time,)
    let windows = Windows::new(&highest, &targets, 3, 0..7)?;
    // ANCHOR_END: few
    writeln!(out, "a week   {:.1?}\n", targets.to_vec1::<f32>()?)?;
    for i in 0..windows.count()? {
        let window = windows.inputs.i(i)?.flatten_all()?.to_vec1::<f32>()?; // (time,)
        let target = windows.targets.i(i)?.to_scalar::<f32>()?;
        writeln!(out, "window {i} {window:.1?}  target {target:.1}")?;
    }
    writeln!(out, "inputs   shape {:?}", windows.inputs.dims())?;
    writeln!(out, "targets  shape {:?}\n", windows.targets.dims())?;
    Ok(())
}

fn many(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    // ANCHOR: many
    let train = weather.split.train.clone();
    let windows = Windows::new(&weather.scaled, &weather.highest, LOOK_BACK, train)?;
    let batches = windows.batches(64)?;
    // ANCHOR_END: many
    writeln!(out, "training windows  {:?}", windows.inputs.dims())?;
    writeln!(out, "batches           {}", batches.len())?;
    for (name, batch) in ["first batch", "last batch"]
        .into_iter()
        .zip([batches.first(), batches.last()].into_iter().flatten())
    {
        let targets = batch.targets.dims();
        let inputs = batch.inputs.dims();
        writeln!(out, "{name:<17} {inputs:?}, targets {targets:?}")?;
    }
    for batch in batches.iter().take(1) {
        layers(out, &batch.inputs)?;
    }
    Ok(())
}

fn layers(out: &mut dyn Write, inputs: &Tensor) -> Result<()> {
    // ANCHOR: layers
    let flat = inputs.flatten_from(1)?; // (batch, time · features)
    let first_day = inputs.i((.., 0, ..))?; // (batch, features)
    // ANCHOR_END: layers
    writeln!(out, "dense layer       {:?}", flat.dims())?;
    let time = inputs.dim(1)?;
    writeln!(
        out,
        "recurrent layer   {time} times {:?}\n",
        first_day.dims()
    )?;
    Ok(())
}

fn refused(out: &mut dyn Write) -> Result<()> {
    let year = table(&Station::new(1).simulate(365))?; // (time, features)
    let targets = year.i((.., HIGHEST))?; // (time,)
    let empty = Tensor::zeros((0, 3), year.dtype(), &Device::Cpu)?; // (no days, features)
    let none = Tensor::zeros(0, year.dtype(), &Device::Cpu)?; // (no days,)
    // ANCHOR: refused
    refusal(out, "400 days", Windows::new(&year, &targets, 400, 0..365))?;
    refusal(out, "0 days", Windows::new(&year, &targets, 0, 0..365))?;
    refusal(out, "row 366", Windows::new(&year, &targets, 14, 0..366))?;
    refusal(out, "no series", Windows::new(&empty, &none, 14, 0..0))?;
    let windows = Windows::new(&year, &targets, 14, 0..365)?;
    refusal(out, "batch of 0", windows.batches(0))
    // ANCHOR_END: refused
}

fn refusal<T>(out: &mut dyn Write, what: &str, answer: Result<T, impl Display>) -> Result<()> {
    match answer {
        Ok(_) => anyhow::bail!("{what} was not refused"),
        Err(error) => writeln!(out, "{what:<10}  {error}")?,
    }
    Ok(())
}
