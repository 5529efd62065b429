//! Exercise 5: is a layer the same alone and beside a longer row?

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::Tensor;
use chapter_02::Side;
use chapter_04::{Build, Mask, Sequence};
use chapter_05::{Bidirectional, Flipped, Gru, Lstm};
use course::parameters::{Init, Parameters};

// ANCHOR: solution
/// How far the last state of two words is from that of the same with six pads.
fn difference<L: Build>(side: Side) -> Result<f32> {
    let mut parameters = Parameters::new(1);
    let layer = L::new(2, 4, &mut parameters, "layer")?;
    let uniform = Init::Uniform { limit: 1.0 };
    let mut draw =
        |name: &str, time| parameters.create(name, (time, 2), uniform)?.unsqueeze(0);
    let words = draw("words", 2)?; // (1, 2, 2)
    let pads = draw("pads", 6)?; // (1, 6, 2)
    let padded = match side {
        Side::Pre => Tensor::cat(&[&pads, &words], 1)?,
        Side::Post => Tensor::cat(&[&words, &pads], 1)?,
    };
    let mask = Mask::new(vec![2], side);
    let alone = layer.last_state(&Sequence::of(&words), None)?;
    let beside = layer.last_state(&Sequence::of(&padded), Some(&mask))?;
    Ok((alone - beside)?.abs()?.max_all()?.to_scalar()?)
}

/// Three layers that pass, and one that does not.
///
/// # Errors
/// If the shapes do not fit.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    for (name, side) in [("in front", Side::Pre), ("at the back", Side::Post)] {
        writeln!(
            out,
            "pads {name:<11}  LSTM {:.3}, GRU {:.3}, both ways {:.3}, flipped {:.3}",
            difference::<Lstm>(side)?,
            difference::<Gru>(side)?,
            difference::<Bidirectional<Lstm>>(side)?,
            difference::<Flipped<Lstm>>(side)?,
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
