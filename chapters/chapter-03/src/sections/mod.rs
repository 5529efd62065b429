//! What the chapter's program prints: a module a page, a function a block of output.

pub mod bag;
pub mod baselines;
pub mod embedding;
pub mod gradients;
pub mod looking;

use course::section::Section;

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
