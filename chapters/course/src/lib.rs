//! What every program of the course shares and no chapter teaches.
//!
//! - [`random`]: one seeded generator, split into named streams
//! - [`parameters`]: a model's weights by name, with seeded initial values
//! - [`data`]: the data folder and what lies in it
//! - [`files`]: writing a file whole or not at all
//! - [`figures`]: how the course's figures look
//! - [`terminal`]: tables and progress bars
//! - [`provenance`]: seed, commit and machine to print beside a result
//! - [`section`]: the functions that print what the pages show
//! - [`cli`]: options that several chapters share, errors and exit codes

pub mod cli;
pub mod data;
pub mod figures;
pub mod files;
pub mod parameters;
pub mod provenance;
pub mod random;
pub mod section;
pub mod terminal;
