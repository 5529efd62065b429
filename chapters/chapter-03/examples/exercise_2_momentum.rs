//! Exercise 2: which rows a second step moves.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{Device, Tensor};
use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use chapter_03::Embedding;
use chapter_03::training::gradient_step;
use course::parameters::Parameters;

// ANCHOR: solution
/// The rows that move in a step which reads row 2, after a step which read row 1.
fn moved_by(
    mut step: impl FnMut(&Parameters, &Tensor) -> Result<()>,
) -> Result<Vec<usize>> {
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(4, 3, &mut parameters, "embedding")?;
    let mut before = embedding.weight().copy()?;
    for id in [1u32, 2] {
        before = embedding.weight().copy()?; // (4, 3)
        let ids = Tensor::new(&[[id]], &Device::Cpu)?; // (1, 1)
        step(&parameters, &embedding.forward(&ids)?.sum_all()?)?;
    }
    let moved = (embedding.weight() - before)?.abs()?.sum(1)?; // (4,)
    let moved = moved.to_vec1::<f32>()?;
    Ok((0..4).filter(|id| moved[*id] > 0.0).collect())
}

/// The same with an optimizer of this kind.
fn moved_by_adam(kind: &ParamsAdamW) -> Result<Vec<usize>> {
    let mut optimizer = None;
    moved_by(|parameters, loss| {
        let adam = match &mut optimizer {
            Some(adam) => adam,
            none => none.insert(AdamW::new(parameters.variables(), kind.clone())?),
        };
        Ok(adam.backward_step(loss)?)
    })
}

/// Gradient descent, then Adam with weight decay and without.
///
/// # Errors
/// If a step fails.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let plain = moved_by(|parameters, loss| {
        Ok(gradient_step(&parameters.variables(), &loss.backward()?, 0.1)?)
    })?;
    let decaying = ParamsAdamW {
        lr: 0.1,
        ..ParamsAdamW::default() // as `AdamW::new_lr(variables, 0.1)`
    };
    let without_decay = ParamsAdamW {
        weight_decay: 0.0,
        ..decaying.clone()
    };
    let decaying = moved_by_adam(&decaying)?;
    let without_decay = moved_by_adam(&without_decay)?;
    writeln!(out, "gradient descent moves rows {plain:?}")?;
    writeln!(out, "AdamW moves rows            {decaying:?}")?;
    writeln!(out, "without decay it moves rows {without_decay:?}")?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
