//! What the chapter's program prints: a module a page, a function a block of output.

pub mod baselines;
pub mod fixed_size;
pub mod scaling;
pub mod table;
pub mod windows;

use course::section::Section;

/// All blocks in the order of the pages.
pub const ALL: &[Section] = &[
    table::rows,
    table::dimensions,
    table::arrow,
    scaling::parts,
    scaling::features,
    scaling::leak,
    windows::few,
    windows::many,
    windows::layers,
    windows::refused,
    baselines::errors,
    fixed_size::look_backs,
    fixed_size::ten_days,
];
