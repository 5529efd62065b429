//! What the chapter's program prints: a module a page, a function a block of output.

pub mod bag;
pub mod baselines;
pub mod embedding;
pub mod gradients;
pub mod looking;
mod phenomena;
pub(crate) mod trained;

use course::section::Block;

/// All blocks in the order of the pages.
pub const ALL: &[Block] = &[
    Block::new("embedding", "look_up", embedding::look_up),
    Block::new("embedding", "sizes", embedding::sizes),
    Block::new("embedding", "refused", embedding::refused),
    Block::new("gradients", "rows_read", gradients::rows_read),
    Block::new("gradients", "one_step", gradients::one_step),
    Block::new("gradients", "pads", gradients::pads),
    Block::new("bag", "two_orders", bag::two_orders),
    Block::new("bag", "phenomena", bag::phenomena),
    Block::new("baselines", "baselines", baselines::practice),
    Block::new("looking", "neighbours", looking::neighbours),
    Block::new("looking", "sentiment", looking::sentiment),
    Block::new("looking", "components", looking::components),
];
