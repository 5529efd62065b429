//! The page "From a logit to a loss".

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor};
use candle_nn::ops::sigmoid;
use course::text::{Align, table};

use crate::loss::binary_cross_entropy;

/// Logits as probabilities, and the loss for either label.
///
/// # Errors
/// If candle cannot compute it, or `out` cannot be written to.
pub fn probabilities(out: &mut dyn Write) -> Result<()> {
    let rows = [-4f32, -1.0, 0.0, 1.0, 4.0]
        .into_iter()
        .map(|logit| {
            let probability = sigmoid(&scalar(logit)?)?.to_scalar::<f32>()?;
            Ok(vec![
                format!("{logit}"),
                format!("{probability:.3}"),
                format!("{:.3}", stable(logit, 1.0)?),
                format!("{:.3}", stable(logit, 0.0)?),
            ])
        })
        .collect::<Result<Vec<_>>>()?;
    let header = [
        ("logit", Align::Right),
        ("probability", Align::Right),
        ("loss, label 1", Align::Right),
        ("loss, label 0", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The loss as the formula has it, and in the form that cannot overflow, for the label 0.
///
/// # Errors
/// If candle cannot compute it, or `out` cannot be written to.
pub fn overflow(out: &mut dyn Write) -> Result<()> {
    let rows = [2f32, 10.0, 20.0, 200.0]
        .into_iter()
        .map(|logit| {
            let as_written = -(1.0 - 1.0 / (1.0 + (-logit).exp())).ln();
            Ok(vec![
                format!("{logit}"),
                format!("{as_written:.4}"),
                format!("{:.4}", stable(logit, 0.0)?),
            ])
        })
        .collect::<Result<Vec<_>>>()?;
    let header = [
        ("logit, label 0", Align::Right),
        ("as written", Align::Right),
        ("rewritten", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

fn scalar(number: f32) -> Result<Tensor> {
    Ok(Tensor::new(number, &Device::Cpu)?)
}

fn stable(logit: f32, target: f32) -> Result<f32> {
    let loss = binary_cross_entropy(&scalar(logit)?, &scalar(target)?)?;
    Ok(loss.to_scalar::<f32>()?)
}
