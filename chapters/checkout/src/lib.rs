//! The checkout of the course that a program is run in.
//!
//! Never the one that it was compiled in: a checkout may be renamed or copied, and two can share a
//! folder of builds.
//!
//! - [`root()`]: where it is;
//! - [`commit()`]: what it is a copy of;
//! - [`read`], [`plain`]: the text of its files, whatever git and editors have made of the lines.

mod commit;
mod root;
mod text;

pub use commit::commit;
pub use root::{root, root_above};
pub use text::{plain, read};
