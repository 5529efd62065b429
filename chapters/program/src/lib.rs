//! What the chapters' programs need of the machine they run on. In reading order:
//!
//! - [`finish`]: how a program ends
//! - [`options`]: options that several programs share
//! - [`terminal`]: progress bars
//! - [`data`]: the data folder, and the IMDB archive in it
//! - [`record`]: the command that records a chapter's results

pub mod data;
mod exit;
pub mod options;
pub mod record;
pub mod terminal;

pub use exit::finish;
