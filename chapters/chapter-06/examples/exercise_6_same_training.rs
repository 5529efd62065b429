//! Exercise 6: the same training with the slow layer and with the fast one.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use chapter_02::{Side, pad_sequences};
use chapter_03::reviews::{Dataset, Part};
use chapter_04::Mask;
use chapter_05::Lstm;
use chapter_06::FusedLstm;
use chapter_06::workload::{Builder, Model, layer};

// ANCHOR: solution
/// Trains on the first batches of some reviews; gives the loss of each batch.
fn losses(build: Builder, reviews: &Part, batches: usize) -> Result<Vec<f32>> {
    let mut model = Model::new(build, 32)?;
    let mut losses = Vec::new();
    let start = Instant::now();
    for rows in reviews.rows().chunks(64).take(batches) {
        let ids = reviews.ids_of(rows);
        let padded = pad_sequences(&ids, 150, Side::Pre, Side::Pre)?; // (batch, 150)
        let mask = Mask::new(padded.lengths, Side::Pre);
        let targets = reviews.targets_of(rows)?; // (batch,)
        losses.push(model.train_step(&padded.ids, Some(&mask), &targets)?);
    }
    program::tell(format_args!("{batches} steps in {:.1?}", start.elapsed()));
    Ok(losses)
}

/// Prints the losses of both at three steps, and those of the fast one on its way.
///
/// # Errors
/// If the corpus cannot be written, or a step fails.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let reviews = Dataset::practice()?.train;
    let slow = losses(layer::<Lstm>, &reviews, 10)?;
    let fast = losses(layer::<FusedLstm>, &reviews, 100)?;
    for step in [1, 5, 10] {
        let (slow, fast) = (slow[step - 1], fast[step - 1]);
        writeln!(out, "step {step:>2}  by hand {slow:.3}  fast {fast:.3}")?;
    }
    for (i, losses) in fast.chunks(20).enumerate() {
        let mean = losses.iter().sum::<f32>() / losses.len() as f32;
        writeln!(out, "fast, to step {:>3}  mean loss {mean:.2}", 20 * (i + 1))?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
