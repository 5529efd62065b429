//! Exercise 3: clipping with a pencil.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use candle_core::{Device, Var};
use chapter_04::clipping::clip;

// ANCHOR: solution
/// Two weights whose gradients have the lengths 5 and 12, clipped to 6.5.
///
/// # Errors
/// If candle cannot compute a gradient.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let a = Var::new(&[1f32, 1.0], &Device::Cpu)?;
    let b = Var::new(12f32, &Device::Cpu)?;
    let slopes_of_a = candle_core::Tensor::new(&[3f32, 4.0], &Device::Cpu)?;
    let loss = ((a.as_tensor() * slopes_of_a)?.sum_all()? + (b.sqr()? * 0.5)?)?;
    let mut gradients = loss.backward()?;
    let variables = [a.clone(), b.clone()];
    let length = clip(&mut gradients, &variables, 6.5)?;
    writeln!(out, "length before: {length:.2}")?;
    for (name, variable) in [("a", &a), ("b", &b)] {
        let gradient = gradients.get(variable).context("no gradient")?;
        let gradient = gradient.flatten_all()?.to_vec1::<f32>()?;
        writeln!(out, "gradient of {name}: {gradient:.2?}")?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
