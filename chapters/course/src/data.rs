//! The data folder and what lies in it.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use thiserror::Error;

/// The file name of the IMDB archive, as published.
pub const ARCHIVE_NAME: &str = "aclImdb_v1.tar.gz";

/// Where the archive is published (Maas et al., ACL 2011).
pub const ARCHIVE_URL: &str = "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz";

/// The environment variable that names the data folder.
pub const FOLDER_VARIABLE: &str = "HIDDEN_STATE_DATA";

/// Why the data cannot be used.
#[derive(Debug, Error)]
pub enum DataError {
    /// The platform names no cache folder, and nobody named another.
    #[error(
        "no data folder: this system names no cache folder; name one with --data-dir or {FOLDER_VARIABLE}"
    )]
    NoFolder,
    /// The archive is not in the data folder.
    #[error(
        "the IMDB archive is not at {}\n\
         fetch {ARCHIVE_URL}\n\
         and put the file there, or name the folder that holds it with --data-dir or {FOLDER_VARIABLE};\n\
         without it, `--data practice` needs no download", path.display()
    )]
    NoArchive {
        /// Where it was looked for.
        path: PathBuf,
    },
}

/// The data folder: the one given (`--data-dir`), else the one `HIDDEN_STATE_DATA` names, else
/// `hidden-state` in the platform's cache folder.
///
/// # Errors
/// [`DataError::NoFolder`] if none of the three exists.
pub fn folder(given: Option<&Path>) -> Result<PathBuf, DataError> {
    if let Some(folder) = given {
        return Ok(folder.to_owned());
    }
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE).filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(folder));
    }
    let strategy = etcetera::choose_base_strategy().map_err(|_| DataError::NoFolder)?;
    Ok(strategy.cache_dir().join("hidden-state"))
}

/// The path of the IMDB archive in the data folder.
///
/// # Errors
/// [`DataError::NoArchive`] if it is not there, with what to do about it.
pub fn archive(data_dir: Option<&Path>) -> Result<PathBuf, DataError> {
    let path = folder(data_dir)?.join(ARCHIVE_NAME);
    if path.is_file() {
        Ok(path)
    } else {
        Err(DataError::NoArchive { path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_folder_comes_first_and_a_missing_archive_says_where_it_belongs() {
        let folder = tempfile::tempdir().unwrap();
        let error = archive(Some(folder.path())).unwrap_err();
        let path = folder.path().join(ARCHIVE_NAME);
        assert!(error.to_string().contains(&path.display().to_string()));
        assert!(error.to_string().contains(ARCHIVE_URL));

        std::fs::write(&path, b"").unwrap();
        assert_eq!(archive(Some(folder.path())).unwrap(), path);
    }
}
