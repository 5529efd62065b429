//! The page "Windows and batches".

use std::fmt::Display;
use std::io::Write;

use anyhow::Result;
use candle_core::{Device, IndexOp, Tensor};

use crate::simulation::Station;
use crate::table::{HIGHEST, table};
use crate::weather::{LOOK_BACK, Weather};
use course::section::refusal;

use crate::windows::Windows;

/// A week's highest temperatures, (time,), and their windows of three days.
///
/// # Errors
/// If a tensor cannot be made.
pub fn week() -> Result<(Tensor, Windows)> {
    // ANCHOR: few
    let week = table(&Station::new(1).simulate(7))?; // (time, features)
    let highest = week.i((.., HIGHEST..=HIGHEST))?; // (time, 1 feature)
    let targets = week.i((.., HIGHEST))?; // (time,)
    let windows = Windows::new(&highest, &targets, 3, 0..7)?;
    // ANCHOR_END: few
    Ok((targets, windows))
}

/// The windows of a week.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn few(out: &mut dyn Write) -> Result<()> {
    let (targets, windows) = week()?;
    writeln!(out, "a week   {:.1?}\n", targets.to_vec1::<f32>()?)?;
    for i in 0..windows.count()? {
        let window = windows.inputs.i(i)?.flatten_all()?.to_vec1::<f32>()?; // (time,)
        let target = windows.targets.i(i)?.to_scalar::<f32>()?;
        writeln!(out, "window {i} {window:.1?}  target {target:.1}")?;
    }
    writeln!(out, "inputs   shape {:?}", windows.inputs.dims())?;
    writeln!(out, "targets  shape {:?}", windows.targets.dims())?;
    Ok(())
}

/// The training windows in batches.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn many(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    // ANCHOR: many
    let (inputs, targets) = (&weather.scaled, &weather.highest);
    let train = weather.split.train.clone();
    let windows = Windows::new(inputs, targets, LOOK_BACK, train)?;
    let batches = windows.batches(64)?;
    // ANCHOR_END: many
    writeln!(out, "windows      {:?}", windows.inputs.dims())?;
    writeln!(out, "batches      {}", batches.len())?;
    let ends = [batches.first(), batches.last()].into_iter().flatten();
    for (name, batch) in ["first batch", "last batch"].into_iter().zip(ends) {
        let (inputs, targets) = (batch.inputs.dims(), batch.targets.dims());
        writeln!(out, "{name:<11}  {inputs:?}, targets {targets:?}")?;
    }
    Ok(())
}

/// What the layers to come read of a batch.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn layers(out: &mut dyn Write) -> Result<()> {
    let weather = Weather::of(Station::new(1))?;
    let rows = LOOK_BACK..LOOK_BACK + 64;
    let batch = weather.windows(LOOK_BACK, rows)?;
    // ANCHOR: layers
    let flat = batch.inputs.flatten_from(1)?; // (batch, time · features)
    let first_day = batch.inputs.i((.., 0, ..))?; // (batch, features)
    // ANCHOR_END: layers
    writeln!(out, "a batch    {:?}", batch.inputs.dims())?;
    writeln!(out, "flattened  {:?}", flat.dims())?;
    writeln!(out, "first day  {:?}", first_day.dims())?;
    Ok(())
}

/// What cannot be cut into windows or batches.
///
/// # Errors
/// If something is not refused, or `out` cannot be written to.
pub fn refused(out: &mut dyn Write) -> Result<()> {
    let year = table(&Station::new(1).simulate(365))?; // (time, features)
    let targets = year.i((.., HIGHEST))?; // (time,)
    let empty = Tensor::zeros((0, 3), year.dtype(), &Device::Cpu)?; // (no days, features)
    let none = Tensor::zeros(0, year.dtype(), &Device::Cpu)?; // (no days,)
    // ANCHOR: refused
    print_refusal(out, "400 days", Windows::new(&year, &targets, 400, 0..365))?;
    print_refusal(out, "0 days", Windows::new(&year, &targets, 0, 0..365))?;
    print_refusal(out, "row 366", Windows::new(&year, &targets, 14, 0..366))?;
    print_refusal(out, "no series", Windows::new(&empty, &none, 14, 0..0))?;
    let windows = Windows::new(&year, &targets, 14, 0..365)?;
    print_refusal(out, "batch of 0", windows.batches(0))
    // ANCHOR_END: refused
}

fn print_refusal<T>(
    out: &mut dyn Write,
    what: &str,
    answer: Result<T, impl Display>,
) -> Result<()> {
    writeln!(out, "{what:<10}  {}", refusal(answer)?)?;
    Ok(())
}
