//! Where the checkout is.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the checkout: the nearest folder, from the current one upwards, with a `book.toml`.
///
/// # Errors
/// If there is none.
pub fn root() -> Result<PathBuf> {
    root_above(&std::env::current_dir().context("there is no current folder")?)
}

/// The root of the checkout that `folder` is in, or is.
///
/// # Errors
/// If it is in none.
pub fn root_above(folder: &Path) -> Result<PathBuf> {
    let root = folder
        .ancestors()
        .find(|folder| folder.join("book.toml").is_file());
    root.map(PathBuf::from).with_context(|| {
        format!(
            "{} is not in a checkout of the course: no folder above it has a book.toml; \
             change to the checkout first",
            folder.display()
        )
    })
}
