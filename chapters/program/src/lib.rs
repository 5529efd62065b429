//! What the chapters' programs need of the machine they run on. In reading order:
//!
//! - the allocator of every program
//! - [`finish`]: how a program ends
//! - [`options`]: options that several programs share
//! - [`terminal`]: progress bars
//! - [`data`]: the data folder, and the IMDB archive in it
//! - [`record`]: the command that records a chapter's results
//! - [`trace`]: a heat map in the terminal, and as a picture

pub mod data;
mod exit;
pub mod options;
pub mod record;
pub mod terminal;
pub mod trace;

pub use exit::finish;

/// Where every program of the course gets its memory from.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
