//! What the chapter's program prints: a module a page, a function a block of output.

pub mod bag;
pub mod baselines;
pub mod embedding;
pub mod gradients;
pub mod looking;

use std::sync::OnceLock;

use anyhow::Result;
use course::section::Section;

use crate::BagOfEmbeddings;
use crate::bag_training::trained;
use crate::results::SEED;
use crate::reviews::Practice;

/// The practice corpus and the bag trained on it: trained once, for all blocks that look at it.
pub(crate) fn trained_bag() -> Result<&'static (Practice, BagOfEmbeddings)> {
    static BAG: OnceLock<(Practice, BagOfEmbeddings)> = OnceLock::new();
    if let Some(bag) = BAG.get() {
        return Ok(bag);
    }
    let practice = Practice::new()?;
    let bag = trained(&practice, SEED)?;
    Ok(BAG.get_or_init(|| (practice, bag)))
}

/// All blocks in the order of the pages.
pub const ALL: &[Section] = &[
    embedding::look_up,
    embedding::sizes,
    embedding::refused,
    gradients::rows_read,
    gradients::one_step,
    gradients::pads,
    bag::two_orders,
    bag::phenomena,
    baselines::practice,
    looking::neighbours,
    looking::sentiment,
    looking::components,
];
