//! The page "Dropout, and what it makes forget".

use std::io::Write;

use anyhow::Result;
use candle_core::{DType, Device, Tensor};
use chapter_04::dropout::dropout;
use course::random;
use course::text::{Align, table};

use super::variants;
use crate::dropped::RATE;
use crate::recorded;

/// A thousand units that hold a one, with one mask for all steps and with a new one at each: how many still
/// hold something, and what.
///
/// # Errors
/// If `out` cannot be written to.
pub fn alive(out: &mut dyn Write) -> Result<()> {
    let mut rows = Vec::new();
    for steps in [1, 5, 10, 20] {
        let mut rng = random::stream(1, "held");
        let ones = Tensor::ones(1_000, DType::F32, &Device::Cpu)?; // (num_hiddens,)
        // ANCHOR: alive
        let one_mask = dropout(&ones, RATE, &mut rng)?; // (num_hiddens,)
        let (mut same, mut fresh) = (ones.clone(), ones);
        for _ in 0..steps {
            same = (same * &one_mask)?; // the same mask again
            fresh = dropout(&fresh, RATE, &mut rng)?; // a new mask
        }
        // ANCHOR_END: alive
        let (same, fresh) = (surviving(&same)?, surviving(&fresh)?);
        let expected = format!("{:.0}", 1_000.0 * (1.0 - RATE).powi(steps));
        let held = format!("{:.2}", fresh[0]);
        let counts = [same.len(), fresh.len()].map(|count| count.to_string());
        let [same, fresh] = counts;
        rows.push(vec![steps.to_string(), same, fresh, expected, held]);
    }
    let header = [
        ("steps", Align::Right),
        ("one mask", Align::Right),
        ("new masks", Align::Right),
        ("expected", Align::Right),
        ("each holds", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// What those units hold that hold something.
fn surviving(units: &Tensor) -> Result<Vec<f32>> {
    let mut units = units.to_vec1::<f32>()?;
    units.retain(|unit| *unit != 0.0);
    Ok(units)
}

/// LSTMs trained with dropout in one place or another.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn trained(out: &mut dyn Write) -> Result<()> {
    variants::print(out, "dropped", &recorded::dropout()?.measured)
}
