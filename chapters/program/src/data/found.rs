//! What the data folder holds of the reviews, under whichever name.

use std::fs;
use std::path::{Path, PathBuf};

use course::archive::{ARCHIVE_NAME, FOLDER_NAME, Folder, Form, TAR_NAME};

use super::error::DataError;

/// The archive in a data folder: as published, without gzip, or unpacked, in this order. Whether it is
/// whole is for the check to say.
///
/// # Errors
/// [`DataError::OtherName`] if there is none of the three, and a file that may be one of them.
pub(super) fn find(folder: &Path) -> Result<Option<PathBuf>, DataError> {
    let mut files = [ARCHIVE_NAME, TAR_NAME]
        .into_iter()
        .map(|name| folder.join(name));
    if let Some(file) = files.find(|file| file.exists()) {
        return Ok(Some(file));
    }
    if let Some(unpacked) = unpacked(folder) {
        return Ok(Some(unpacked));
    }
    match other_name(folder) {
        Some((path, form)) => Err(DataError::OtherName { path, form }),
        None => Ok(None),
    }
}

/// The folder that somebody has unpacked the archive into: `aclImdb`, alone or, as Windows unpacks it,
/// in a folder named after the file. Or the data folder is it.
fn unpacked(folder: &Path) -> Option<PathBuf> {
    let named_after_the_file = TAR_NAME.trim_end_matches(".tar");
    let outer = [FOLDER_NAME, named_after_the_file]
        .into_iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_dir());
    let Some(outer) = outer else {
        return holds_reviews(folder).then(|| folder.to_owned());
    };
    let inner = outer.join(FOLDER_NAME);
    match !holds_reviews(&outer) && inner.is_dir() {
        true => Some(inner),
        false => Some(outer),
    }
}

fn holds_reviews(folder: &Path) -> bool {
    let is_there = |part: Folder| folder.join(part.path()).is_dir();
    Folder::LABELLED.into_iter().all(is_there)
}

/// A file that some packer made, whose name begins as the archive's: `aclImdb_v1 (1).tar.gz`, which is
/// how browsers name a second download, `aclImdb_v1.tgz`, `aclImdb.zip`.
fn other_name(folder: &Path) -> Option<(PathBuf, Form)> {
    let is_like = |name: &str| {
        let [name, like] = [name, FOLDER_NAME].map(str::to_lowercase);
        // Parts of downloads have the archive's whole name in theirs.
        name.starts_with(&like) && !name.starts_with(&ARCHIVE_NAME.to_lowercase())
    };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            // Before it is opened: opening a named pipe waits until somebody writes to it.
            name.is_some_and(is_like) && path.is_file()
        })
        .collect();
    paths.sort();
    paths.into_iter().find_map(|path| {
        let form = Form::of_file(&path).ok()?;
        (!matches!(form, Form::Empty | Form::Other)).then_some((path, form))
    })
}
