//! The page "The mean of a review".

use std::io::Write;

use anyhow::Result;
use course::parameters::Parameters;

use crate::bag::BagOfEmbeddings;

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
    let logits = bag.logits_of(&reviews)?.to_vec1::<f32>()?;
    // ANCHOR_END: two_orders
    writeln!(out, "not bad, it was good   logit {:.6}", logits[0])?;
    writeln!(out, "not good, it was bad   logit {:.6}", logits[1])?;
    writeln!(out, "equal: {}", logits[0] == logits[1])?;
    Ok(())
}
