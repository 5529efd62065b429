//! What the chapter's program prints: a module a page, a function a block of output.

pub mod baselines;
pub mod fixed_size;
pub mod scaling;
pub mod table;
pub mod windows;

use course::section::Block;

/// All blocks, in the order of the pages and of each page.
pub const ALL: &[Block] = &[
    Block::new("a-table-in-time", "table_rows", table::rows),
    Block::new("a-table-in-time", "table_dimensions", table::dimensions),
    Block::new("a-table-in-time", "table_arrow", table::arrow),
    Block::new("scaling", "scaling_parts", scaling::parts),
    Block::new("scaling", "scaling_features", scaling::features),
    Block::new("scaling", "scaling_leak", scaling::leak),
    Block::new("windows", "windows_few", windows::few),
    Block::new("windows", "windows_many", windows::many),
    Block::new("windows", "windows_layers", windows::layers),
    Block::new("windows", "windows_refused", windows::refused),
    Block::new("baselines", "baselines_errors", baselines::errors),
    Block::new("fixed-size", "fixed_size_look_backs", fixed_size::look_backs),
    Block::new("fixed-size", "fixed_size_ten_days", fixed_size::ten_days),
];
