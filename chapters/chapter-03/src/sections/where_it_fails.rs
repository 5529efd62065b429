//! The page "Where it must fail".

use std::io::Write;

use anyhow::Result;
use course::text::table;

use super::columns::{HEADER, named};
use super::trained::trained_bag;
use crate::bag_training::bag_accuracy;

/// The accuracy of the trained bag on each kind of review.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn phenomena(out: &mut dyn Write) -> Result<()> {
    let trained = trained_bag()?;
    let bag = bag_accuracy(&trained.bag, &trained.practice)?;
    let rows = [
        named("training reviews", &bag.train),
        named("test reviews", &bag.test),
    ];
    write!(out, "{}", table(&HEADER, &rows))?;
    Ok(())
}
