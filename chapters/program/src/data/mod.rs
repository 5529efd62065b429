//! The data folder and what lies in it: the IMDB archive, fetched once and checked.
//!
//! [`imdb`] is what a program with `--data imdb` calls. In reading order:
//!
//! - [`Published`]: what the published archive is, to compare a file with
//! - [`Store`]: the archive in its folder: use it, fetch it, check it, remove it
//! - `download`: one file over HTTP, in as many tries as it takes
//! - `trust`: whose word is taken for who a server is
//! - `partial`: the part of it that has arrived
//! - `lock`: two programs, one download
//! - [`check`]: is a file the published one, or one of the same structure?
//! - [`structure`]: how many reviews an archive holds
//! - [`DataError`]: what can go wrong, and what to do about it

pub mod check;
mod download;
mod error;
mod lock;
mod partial;
mod store;
pub mod structure;
mod trust;

use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::options::DataPlace;

pub use download::Limits;
pub use error::{DataError, Failure, Trouble};
pub use store::{Location, Status, Store};

/// The file name of the IMDB archive, as published.
pub const ARCHIVE_NAME: &str = "aclImdb_v1.tar.gz";

/// Where the archive is published (Maas et al., ACL 2011).
pub const ARCHIVE_URL: &str =
    "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz";

/// The environment variable that names the data folder.
pub const FOLDER_VARIABLE: &str = "HIDDEN_STATE_DATA";

/// What the published archive is. A value and not constants, so that tests can serve small archives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Where it is published.
    pub url: String,
    /// How long the file is.
    pub bytes: u64,
    /// Its SHA-256 in lower-case hexadecimal digits.
    pub sha256: String,
    /// How many labelled reviews each of its four folders holds.
    pub reviews_per_folder: usize,
}

impl Published {
    /// The archive as its authors publish it.
    #[must_use]
    pub fn imdb() -> Self {
        Self {
            url: ARCHIVE_URL.to_owned(),
            bytes: 84_125_825,
            sha256:
                "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe"
                    .to_owned(),
            reviews_per_folder: 12_500,
        }
    }
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
    if let Some(folder) =
        std::env::var_os(FOLDER_VARIABLE).filter(|value| !value.is_empty())
    {
        return Ok(PathBuf::from(folder));
    }
    cache_folder().ok_or(DataError::NoFolder)
}

/// `hidden-state` in the platform's cache folder, if there is one.
fn cache_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.cache_dir().join("hidden-state"))
}

/// The path of the IMDB archive in the data folder, for those who do not want it fetched: tests and
/// benchmarks.
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

/// The path of the IMDB archive, checked, and fetched first if it is not there. What happens
/// meanwhile is told on the error stream.
///
/// # Errors
/// A [`DataError`] that says what went wrong and what to do about it. The folder then holds nothing
/// under the archive's name that was not there before.
pub fn imdb(place: &DataPlace) -> Result<PathBuf, DataError> {
    store(place)?.ready(&mut io::stderr())
}

/// The store that the options `--data-dir` and `--data-url` describe.
///
/// # Errors
/// If there is no data folder, or the address is neither http, https nor file.
pub fn store(place: &DataPlace) -> Result<Store, DataError> {
    let location = match &place.data_url {
        None => Location::Published,
        Some(url) => Location::other(url)?,
    };
    Ok(Store {
        folder: folder(place.data_dir.as_deref())?,
        published: Published::imdb(),
        location,
        limits: Limits::default(),
    })
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
