//! The page "The mean of a review".

use std::io::Write;

use anyhow::Result;
use course::parameters::Parameters;
use course::text::{Align, table};

use super::trained_bag;
use crate::bag::BagOfEmbeddings;
use crate::bag_training::ByPhenomenon;
use crate::results;

/// The bag of embeddings gives one answer to both orders of the same words.
///
/// # Errors
/// If `out` cannot be written to.
pub fn two_orders(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: two_orders
    let bag = BagOfEmbeddings::new(9, 4, &mut Parameters::new(1))?;
    let (not, bad, it, was, good) = (4, 5, 6, 7, 8);
    let reviews: [&[u32]; 2] =
        [&[not, bad, it, was, good], &[not, good, it, was, bad]];
    let logits = bag.logits(&reviews)?.to_vec1::<f32>()?;
    // ANCHOR_END: two_orders
    writeln!(out, "not bad, it was good   logit {:.6}", logits[0])?;
    writeln!(out, "not good, it was bad   logit {:.6}", logits[1])?;
    writeln!(out, "equal: {}", logits[0] == logits[1])?;
    Ok(())
}

/// The accuracy of the trained bag on each kind of review.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn phenomena(out: &mut dyn Write) -> Result<()> {
    let (practice, bag) = trained_bag()?;
    let bag = results::bag(bag, practice)?;
    let rows = [
        named("training reviews", &bag.train),
        named("test reviews", &bag.test),
    ];
    write!(out, "{}", table(&HEADER, &rows))?;
    Ok(())
}

/// The columns of a table by phenomenon.
pub(super) const HEADER: [(&str, Align); 6] = [
    ("accuracy", Align::Left),
    ("plain", Align::Right),
    ("negation", Align::Right),
    ("contrast", Align::Right),
    ("distant", Align::Right),
    ("all", Align::Right),
];

/// A row of such a table.
pub(super) fn named(name: &str, accuracies: &ByPhenomenon) -> Vec<String> {
    let cells = accuracies.cells();
    std::iter::once(name.to_owned()).chain(cells).collect()
}
