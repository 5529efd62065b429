//! Where the files of the course are: the checkout that a program is run in.
//!
//! Never the one that it was compiled in: a checkout may be renamed or copied, and two can share a
//! folder of builds.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// The root of the checkout: the nearest folder, from the current one upwards, with a `book.toml`.
///
/// # Errors
/// If there is none.
pub fn root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("there is no current folder")?;
    let root = here
        .ancestors()
        .find(|folder| folder.join("book.toml").is_file());
    root.map(PathBuf::from).with_context(|| {
        format!(
            "{} is not in a checkout of the course: no folder above it has a book.toml; \
             change to the checkout first",
            here.display()
        )
    })
}
