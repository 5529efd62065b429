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

/// A thousand units that hold a one, with dropout at every step and with one mask for all: how many still
/// hold something, and the mean.
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
        let mut held = ones.clone();
        for _ in 0..steps {
            held = dropout(&held, RATE, &mut rng)?; // a new mask
        }
        // ANCHOR_END: alive
        let alive = |units: &Tensor| -> Result<String> {
            let units = units.to_vec1::<f32>()?;
            Ok(units
                .iter()
                .filter(|unit| **unit != 0.0)
                .count()
                .to_string())
        };
        let mut row = vec![steps.to_string(), alive(&one_mask)?, alive(&held)?];
        row.push(format!("{:.0}", 1_000.0 * (1.0 - RATE).powi(steps)));
        rows.push(row);
    }
    let header = [
        ("steps", Align::Right),
        ("one mask", Align::Right),
        ("new masks", Align::Right),
        ("expected", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// LSTMs trained with dropout in one place or another.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn trained(out: &mut dyn Write) -> Result<()> {
    variants::print(out, "dropped", &recorded::dropout()?.measured)
}
