//! What the chapter's program prints: a module a page, a function a block of output.
//!
//! Only what is the same on every machine. Times come from the records in `results/`.

pub mod activation;
pub mod cell;
pub mod inputs;
pub mod operation;
pub mod padding;
pub mod shards;
pub mod slices;
pub mod speed;

use course::section::Section;

/// All blocks in the order of the pages.
pub const ALL: &[Section] = &[
    slices::same,
    slices::written,
    inputs::order,
    inputs::counts,
    padding::schedule,
    padding::counts,
    cell::gradients,
    activation::values,
    operation::equal,
    operation::memory,
    shards::split,
    shards::bits,
    speed::arithmetic,
];
