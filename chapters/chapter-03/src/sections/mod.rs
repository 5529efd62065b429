//! What the chapter's program prints: a module a page, a function a block of output.

pub mod ask;
pub mod backward;
pub mod bag;
pub mod baselines;
pub mod columns;
pub mod embedding;
pub mod gradients;
pub mod looking;
pub mod loss;
pub mod one_weight;
pub mod pads;
pub mod scaled_steps;
pub(crate) mod trained;
pub mod training;
pub mod where_it_fails;

use course::section::Block;

/// All blocks in the order of the pages.
pub const ALL: &[Block] = &[
    Block::new("one-weight", "slopes", one_weight::slopes),
    Block::new("one-weight", "three_steps", one_weight::three_steps),
    Block::new("one-weight", "step_sizes", one_weight::step_sizes),
    Block::new("one-weight", "two_weights", one_weight::two_weights),
    Block::new("backward", "by_hand", backward::by_hand),
    Block::new("backward", "with_candle", backward::with_candle),
    Block::new("backward", "adds_up", backward::adds_up),
    Block::new("backward", "stores", backward::stores),
    Block::new("scaled-steps", "scaled_steps", scaled_steps::errors),
    Block::new("embedding", "look_up", embedding::look_up),
    Block::new("embedding", "sizes", embedding::sizes),
    Block::new("embedding", "refused", embedding::refused),
    Block::new("gradients", "rows_read", gradients::rows_read),
    Block::new("gradients", "one_step", gradients::one_step),
    Block::new("bag", "two_orders", bag::two_orders),
    Block::new("loss", "probabilities", loss::probabilities),
    Block::new("loss", "overflow", loss::overflow),
    Block::new("training", "second_step", training::second_step),
    Block::new("training", "optimizers", training::both_optimizers),
    Block::new("training", "moved", training::moved),
    Block::new("training", "epochs", training::epochs),
    Block::new("where-it-fails", "phenomena", where_it_fails::phenomena),
    Block::new("pads", "pads", pads::pads),
    Block::new("baselines", "intervals", baselines::intervals),
    Block::new("baselines", "baselines", baselines::practice),
    Block::new("word-by-word", "ask_plain", ask::plain),
    Block::new("word-by-word", "ask_twins", ask::twins),
    Block::new("looking", "neighbours", looking::neighbours),
    Block::new("looking", "sentiment", looking::sentiment),
    Block::new("looking", "components", looking::components),
];
