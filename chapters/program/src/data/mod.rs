//! The data folder and what lies in it: the IMDB archive, fetched once and checked.
//!
//! [`imdb`] is what a program with `--data imdb` calls. In reading order, each module using only those
//! below it:
//!
//! - [`Store`]: the archive in its folder: use it, fetch it, check it, remove it
//! - [`Location`]: where it is fetched from
//! - `download`: one file over HTTP, in as many tries as it takes; `client`: the HTTP client;
//!   `tls_roots`: the authorities whose word is taken for who a server is; [`Limits`]: how long to wait
//! - `partial`: the part of the file that has arrived
//! - `lock`: two programs, one download
//! - [`check`]: is a file the published one, or one of the same structure?
//! - [`DataError`]: what can go wrong, and what to do about it; [`FetchError`]: why a download failed
//! - [`structure`]: how many reviews an archive holds
//! - [`Published`]: what the published archive is, to compare a file with
//! - `found`: what a folder holds, under whichever name
//! - `folder`, `paths`: which folder holds the data, and the files beside the archive
//! - `sha256`, `words`: check sums, errors and times as a person reads them

pub mod check;
mod client;
mod download;
mod error;
mod fetch_error;
mod folder;
mod found;
mod limits;
mod location;
mod lock;
mod partial;
mod paths;
mod published;
mod sha256;
mod store;
pub mod structure;
mod tls_roots;
mod words;

use std::io;
use std::path::{Path, PathBuf};

use crate::options::DataPlace;

pub use course::archive::{ARCHIVE_NAME, ARCHIVE_URL};
pub use error::DataError;
pub use fetch_error::{FetchError, FetchFault};
pub use limits::Limits;
pub use location::Location;
pub use paths::FOLDER_VARIABLE;
pub use published::Published;
pub use store::{Status, Store};

/// The path of the IMDB archive in the data folder, packed or not, for those who do not want it
/// fetched: tests and benchmarks.
///
/// # Errors
/// [`DataError::NoArchive`] if it is not there, with what to do about it.
pub fn archive(data_dir: Option<&Path>) -> Result<PathBuf, DataError> {
    let folder = folder::data_folder(data_dir)?;
    let path = folder.join(ARCHIVE_NAME);
    found::find(&folder)?.ok_or(DataError::NoArchive { path })
}

/// The path of the IMDB archive, packed or not, checked, and fetched first if it is not there. What
/// happens meanwhile is told on the error stream.
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
        folder: folder::data_folder(place.data_dir.as_deref())?,
        published: Published::imdb(),
        location,
        limits: Limits::default(),
    })
}
