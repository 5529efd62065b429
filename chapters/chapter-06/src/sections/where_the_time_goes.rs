//! The page "Where the time goes".

use std::io::Write;

use anyhow::Result;
use candle_core::Tensor;
use chapter_04::steps::time_steps;
use course::parameters::{Init, Parameters};
use course::text::{Align, table, thousands};

use crate::slices::{by_slices, written_by_halves, written_by_slices};

/// How many steps each way writes in its backward pass.
///
/// # Errors
/// If `out` cannot be written to.
pub fn written(out: &mut dyn Write) -> Result<()> {
    let row = |time: usize| {
        let (slices, halves) = (written_by_slices(time), written_by_halves(time));
        vec![
            time.to_string(),
            thousands(slices),
            thousands(halves),
            format!("{:.1}", slices as f64 / halves as f64),
        ]
    };
    let rows = [64, 128, 256, 512].map(row);
    let header = [
        ("T", Align::Right),
        ("by slices", Align::Right),
        ("by halves", Align::Right),
        ("times as many", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Both ways to cut give the same steps and the same gradient.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn same(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let xs = parameters.create("xs", (2 * 8, 3), Init::Uniform { limit: 1.0 })?;
    // ANCHOR: same
    let sequence = xs.reshape((2, 8, 3))?; // (batch, time, features)
    let gradient = |steps: &[Tensor]| -> Result<Tensor> {
        let states = Tensor::stack(steps, 1)?.tanh()?; // (batch, time, features)
        let gradients = states.sum_all()?.backward()?;
        Ok(gradients.get(&xs).cloned().unwrap_or(xs.zeros_like()?))
    };
    let slices = by_slices(&sequence)?; // 8 × (batch, features)
    let halves = time_steps(&sequence)?; // 8 × (batch, features)
    let difference = (gradient(&slices)? - gradient(&halves)?)?
        .abs()?
        .max_all()?;
    // ANCHOR_END: same
    writeln!(out, "steps        {} and {}", slices.len(), halves.len())?;
    writeln!(out, "each         {:?}", slices[0].dims())?;
    writeln!(out, "gradients    differ by {}", difference.to_scalar::<f32>()?)?;
    Ok(())
}
