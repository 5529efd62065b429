//! Where the book is: in the checkout that the program is run in.
//!
//! Never in the one that it was compiled in: a checkout may be renamed or copied, and two can share a
//! folder of builds.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the checkout that the program is run in.
///
/// # Errors
///
/// If the current folder is not in a checkout.
pub fn root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("there is no current folder")?;
    above(&here)
}

/// The nearest folder with a `book.toml`, from this one upwards.
///
/// # Errors
///
/// If there is none.
pub fn above(folder: &Path) -> Result<PathBuf> {
    folder
        .ancestors()
        .find(|folder| folder.join("book.toml").is_file())
        .map(Path::to_path_buf)
        .with_context(|| {
            format!(
                "{} is not in a checkout of the course: neither it nor a folder above it has a \
                 book.toml; change to the checkout first",
                folder.display()
            )
        })
}
