//! Which folder holds the data.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::error::DataError;
use super::paths::FOLDER_VARIABLE;

/// The data folder: the one given (`--data-dir`), else the one that [`FOLDER_VARIABLE`] names, else
/// the cache folder.
///
/// # Errors
/// If there is none of the three, or a file is named in the place of its folder.
pub(super) fn data_folder(given: Option<&Path>) -> Result<PathBuf, DataError> {
    if let Some(folder) = given {
        return no_file("--data-dir", folder.to_owned());
    }
    // Shells set a variable to nothing as easily as they unset it.
    let named = std::env::var_os(FOLDER_VARIABLE).filter(|name| !name.is_empty());
    match named {
        Some(folder) => no_file(FOLDER_VARIABLE, PathBuf::from(folder)),
        None => cache_folder().ok_or(DataError::NoFolder),
    }
}

/// The folder, if it is none or not there yet: an error for a file, which is easily named in its place.
fn no_file(named_by: &'static str, path: PathBuf) -> Result<PathBuf, DataError> {
    match path.is_file() {
        true => Err(DataError::NamesAFile { named_by, path }),
        false => Ok(path),
    }
}

/// `hidden-state` in the platform's cache folder, if the platform names one.
pub(super) fn cache_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.cache_dir().join("hidden-state"))
}
