//! Exercise 4: the sigmoid as a custom operation.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use candle_core::{CpuStorage, CustomOp1, Device, Layout, Shape, Tensor, Var};
use chapter_06::activation::{Activation, apply};

// ANCHOR: solution
/// The chapter's sigmoid, with its slope from its value.
struct FastSigmoid;

impl CustomOp1 for FastSigmoid {
    fn name(&self) -> &'static str {
        "fast-sigmoid"
    }

    fn cpu_fwd(
        &self,
        storage: &CpuStorage,
        layout: &Layout,
    ) -> candle_core::Result<(CpuStorage, Shape)> {
        let Some((start, end)) = layout.contiguous_offsets() else {
            candle_core::bail!("the fast sigmoid needs a contiguous tensor");
        };
        let mut values = storage.as_slice::<f32>()?[start..end].to_vec();
        apply(&mut values, Activation::Sigmoid);
        Ok((CpuStorage::F32(values), layout.shape().clone()))
    }

    fn bwd(
        &self,
        _x: &Tensor,
        sigmoid: &Tensor,
        gradient: &Tensor,
    ) -> candle_core::Result<Option<Tensor>> {
        let slope = (sigmoid * (1.0 - sigmoid)?)?;
        Ok(Some((gradient * slope)?))
    }
}

/// Prints values and gradients of this sigmoid and of candle-nn's.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let x = Var::new(&[-2f32, -0.5, 0.0, 1.0, 3.0], &Device::Cpu)?; // (5,)
    let ours = x.apply_op1(FastSigmoid)?; // (5,)
    let theirs = candle_nn::ops::sigmoid(&x)?; // (5,)
    for (name, values) in [("ours", ours), ("candle", theirs)] {
        let gradients = values.sum_all()?.backward()?;
        let slope = gradients.get(&x).context("x has a gradient")?;
        let (values, slope) = (values.to_vec1::<f32>()?, slope.to_vec1::<f32>()?);
        writeln!(out, "{name:<7} {values:.4?}")?;
        writeln!(out, "  slope {slope:.4?}")?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
