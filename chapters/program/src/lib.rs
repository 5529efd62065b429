//! What the chapters' programs need of the machine they run on. In reading order:
//!
//! - the allocator of every program
//! - [`run`]: how a program begins and ends
//! - [`threads`]: how many compute
//! - [`typed`]: what comes from a person
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
pub mod threads;
pub mod trace;
pub mod typed;

pub use exit::{parse, run, run_in_one_thread, run_with, tell};

/// Where every program of the course gets its memory from.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
