//! What the chapter's program prints: a module a page, a function a block of output.

pub mod conveyor;
pub mod directions;
pub mod dropout;
pub mod equal;
pub mod forget_bias;
pub mod gates;
pub mod gru;
pub mod padding;
pub mod side_by_side;
mod variants;

use course::section::Block;

/// All blocks in the order of the pages.
pub const ALL: &[Block] = &[
    Block::new("conveyor", "one_unit", conveyor::one_unit),
    Block::new("conveyor", "shapes", conveyor::shapes),
    Block::new("gates", "sentence", gates::sentence),
    Block::new("gates", "open", gates::open),
    Block::new("gru", "counts", gru::counts),
    Block::new("gru", "reset_place", gru::reset_place),
    Block::new("equal", "layouts", equal::layouts),
    Block::new("forget-bias", "kept", forget_bias::kept),
    Block::new("forget-bias", "arrives", forget_bias::arrives),
    Block::new("forget-bias", "sizes", forget_bias::sizes),
    Block::new("forget-bias", "learnt", forget_bias::learnt),
    Block::new("padding", "pads", padding::pads),
    Block::new("padding", "beside", padding::beside),
    Block::new("padding", "trained", padding::trained),
    Block::new("directions", "seen", directions::seen),
    Block::new("directions", "flipped", directions::flipped),
    Block::new("directions", "stacked", directions::stacked),
    Block::new("dropout", "alive", dropout::alive),
    Block::new("dropout", "trained_dropout", dropout::trained),
    Block::new("side-by-side", "rates", side_by_side::rates),
    Block::new("side-by-side", "kinds", side_by_side::kinds),
    Block::new("side-by-side", "far", side_by_side::far),
    Block::new("side-by-side", "alone", side_by_side::alone),
    Block::new("side-by-side", "mixed", side_by_side::mixed),
    Block::new("side-by-side", "table", side_by_side::summary),
];
