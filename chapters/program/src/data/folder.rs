//! Which folder holds the data.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The environment variable that names the data folder.
pub const FOLDER_VARIABLE: &str = "HIDDEN_STATE_DATA";

/// The data folder: the one given (`--data-dir`), else the one that [`FOLDER_VARIABLE`] names, else
/// the cache folder. `None` if there is none of the three.
pub(super) fn data_folder(given: Option<&Path>) -> Option<PathBuf> {
    if let Some(folder) = given {
        return Some(folder.to_owned());
    }
    // Shells set a variable to nothing as easily as they unset it.
    let named = std::env::var_os(FOLDER_VARIABLE).filter(|name| !name.is_empty());
    named.map(PathBuf::from).or_else(cache_folder)
}

/// `hidden-state` in the platform's cache folder, if the platform names one.
pub(super) fn cache_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.cache_dir().join("hidden-state"))
}
