//! Exercise 2: the other usual scaling, by the least and the greatest value.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::IndexOp;
use chapter_01::leak::warming_weather;

/// Prints how many readings of each part lie outside 0..1.
///
/// # Errors
/// If a tensor cannot be made or written.
// ANCHOR: solution
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let weather = warming_weather()?;
    let split = &weather.split;
    let train = weather.highest.i(split.train.clone())?; // (training rows,)
    let (low, high) = (train.min_all()?, train.max_all()?); // scalars
    let above = weather.highest.broadcast_sub(&low)?; // (time,)
    let scaled = above.broadcast_div(&(high - low)?)?; // (time,)
    let scaled = scaled.to_vec1::<f32>()?;
    for (name, rows) in [("training", &split.train), ("test", &split.test)] {
        let outside = |value: &&f32| !(0.0..=1.0).contains(*value);
        let count = scaled[rows.clone()].iter().filter(outside).count();
        writeln!(out, "{name:<9} {count} of {} rows outside 0..1", rows.len())?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
