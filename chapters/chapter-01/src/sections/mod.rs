//! What the chapter's program prints, a function a page.

mod baselines;
mod fixed_size;
mod scaling;
mod table;
mod windows;

pub use baselines::baselines;
use course::section::Section;
pub use fixed_size::fixed_size;
pub use scaling::scaling;
pub use table::table;
pub use windows::windows;

/// The sections in the order of the pages.
pub const ALL: &[Section] = &[table, scaling, windows, baselines, fixed_size];
