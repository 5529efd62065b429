//! What names the data folder, and the files beside the archive, each named after it.

use std::path::{Path, PathBuf};

/// The environment variable that names the data folder.
pub const FOLDER_VARIABLE: &str = "HIDDEN_STATE_DATA";

/// The part of a download that has arrived.
pub(super) fn part(archive: &Path) -> PathBuf {
    beside(archive, "part")
}

/// The note of where that part came from.
pub(super) fn origin(archive: &Path) -> PathBuf {
    beside(archive, "part.json")
}

/// The lock that whoever fetches the archive holds.
pub(super) fn lock(archive: &Path) -> PathBuf {
    beside(archive, "lock")
}

/// The note of what a check has found.
pub(super) fn verified(archive: &Path) -> PathBuf {
    beside(archive, "verified")
}

/// `aclImdb_v1.tar.gz.part` for `aclImdb_v1.tar.gz`.
fn beside(archive: &Path, extension: &str) -> PathBuf {
    let mut name = archive.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(extension);
    archive.with_file_name(name)
}
