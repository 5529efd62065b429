//! The reviews of an archive that somebody has unpacked into a folder.

use std::fs::{self, DirEntry, FileType};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::fault::Fault;
use super::name::{Folder, Name};
use super::review::{Review, Seen, Text};

/// Hands over every review of an unpacked archive, folder by folder. Only what lies in the five folders
/// of reviews is looked at, and no link is followed: it could lead anywhere.
///
/// # Errors
/// What is wrong with the folder, or what `visit` returns.
pub fn unpacked(
    root: &Path,
    mut visit: impl FnMut(Review<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut seen = Seen::default();
    let mut is_other = true;
    for folder in Folder::ALL {
        let Some(found) = list(root, folder)? else {
            continue;
        };
        is_other = false;
        let mut files = Vec::new();
        for file in found {
            seen.entry()?;
            files.push(file?);
        }
        // Systems list them in orders of their own: of two faults, the same one is told everywhere.
        files.sort_by_key(DirEntry::file_name);
        for file in files {
            review_of(&file, folder, &mut seen, &mut visit)?;
        }
    }
    match is_other {
        true => Err(Fault::OtherFolder),
        false => Ok(()),
    }
}

/// The files of one of the folders, if it is there.
fn list(root: &Path, folder: Folder) -> Result<Option<fs::ReadDir>, Fault> {
    let mut path = root.to_owned();
    for part in folder.path().split('/') {
        path.push(part);
        match path.symlink_metadata() {
            Ok(found) if found.is_dir() => {}
            Ok(found) => return Err(not_a_file(folder.path(), found.file_type())),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(folder.path(), error)),
        }
    }
    let files = fs::read_dir(&path);
    files
        .map(Some)
        .map_err(|error| unreadable(folder.path(), error))
}

/// Hands over a file of one of the folders, if it is a review.
fn review_of(
    file: &DirEntry,
    folder: Folder,
    seen: &mut Seen,
    visit: &mut impl FnMut(Review<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let entry = format!("{}/{}", folder.path(), file.file_name().to_string_lossy());
    let found = file.metadata().map_err(|error| unreadable(&entry, error))?;
    if found.is_dir() {
        return Ok(());
    }
    let Some(name) = Name::of(&entry)? else {
        return Ok(());
    };
    if !found.is_file() {
        return Err(not_a_file(&entry, found.file_type()));
    }
    seen.review(&entry, name, found.len())?;
    let path = file.path();
    let text = Text::File(&path, &entry);
    visit(Review { name, text })
}

fn not_a_file(entry: &str, found: FileType) -> Fault {
    Fault::NotAFile {
        entry: entry.to_owned(),
        kind: if found.is_symlink() {
            "a link"
        } else {
            "something else"
        },
    }
}

fn unreadable(entry: &str, error: io::Error) -> Fault {
    Fault::UnreadableEntry {
        entry: entry.to_owned(),
        error,
    }
}
