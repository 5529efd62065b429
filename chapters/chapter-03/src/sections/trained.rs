//! The bag that several pages look at.

use std::sync::OnceLock;

use anyhow::Result;

use crate::BagOfEmbeddings;
use crate::bag_training::{SEED, trained};
use crate::reviews::Dataset;

/// The practice corpus and the bag trained on it: trained once, for all blocks that look at it.
pub(crate) fn trained_bag() -> Result<&'static (Dataset, BagOfEmbeddings)> {
    static BAG: OnceLock<(Dataset, BagOfEmbeddings)> = OnceLock::new();
    if let Some(bag) = BAG.get() {
        return Ok(bag);
    }
    let practice = Dataset::practice()?;
    let bag = trained(&practice, SEED)?;
    Ok(BAG.get_or_init(|| (practice, bag)))
}
