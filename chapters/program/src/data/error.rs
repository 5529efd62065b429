//! What can go wrong with the data, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use course::archive::{
    ARCHIVE_NAME, ARCHIVE_URL, FOLDER_NAME, Fault, Form, TAR_NAME,
};
use course::text::megabytes;
use thiserror::Error;

use super::fetch_error::FetchError;
use super::paths::FOLDER_VARIABLE;
use super::structure::StructureFault;
use super::words::{Seconds, plain};

/// Why the data cannot be used.
#[derive(Debug, Error)]
pub enum DataError {
    /// The platform names no cache folder, and nobody named another.
    #[error(
        "no data folder: this system names no cache folder; name one with --data-dir or {FOLDER_VARIABLE}"
    )]
    NoFolder,
    /// A file is named, and its folder should be.
    #[error(
        "{named_by} names a file, {}, and has to name the folder that holds it: {}",
        path.display(), folder_of(path).display()
    )]
    NamesAFile {
        /// The option or the variable.
        named_by: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The archive is not in the data folder, and a file that may be it has another name.
    #[error(
        "the reviews are looked for in {} as {ARCHIVE_NAME}, {TAR_NAME} or a folder {FOLDER_NAME};\n\
         there is {form}, {}\n{}, or move it away: then the archive is fetched",
        folder_of(path).display(), path.display(), taken_as(*form)
    )]
    OtherName {
        /// The file.
        path: PathBuf,
        /// What kind of file it is.
        form: Form,
    },
    /// The archive is not in the data folder.
    #[error(
        "the IMDB archive is not at {}\n\
         fetch it with `cargo run -p program -- data fetch`, or fetch {ARCHIVE_URL} yourself\n\
         and put the file there, or name the folder that holds it with --data-dir or {FOLDER_VARIABLE};\n\
         without it, `--data practice` needs no download", path.display()
    )]
    NoArchive {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is a file, and it is something else.
    #[error(
        "{} is not the IMDB archive: {fault}\n{}; then it is fetched anew",
        path.display(), out_of_the_way(path, fault)
    )]
    NotTheArchive {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: StructureFault,
    },
    /// `--data-url` is not an address that can be fetched from.
    #[error(
        "--data-url {url}: expected an address that begins with https://, http:// or file:///"
    )]
    Address {
        /// What was given.
        url: String,
    },
    /// The data folder, or a file in it, cannot be made or written.
    #[error(
        "cannot write {}: {}\n{} with --data-dir or {FOLDER_VARIABLE}",
        path.display(), plain(error), another_folder(error.kind())
    )]
    Folder {
        /// What was to be written.
        path: PathBuf,
        /// What the system says. (Not a `source`: the message says it already.)
        error: io::Error,
    },
    /// There is less room on the disk than the rest of the file needs.
    #[error(
        "no room for the IMDB archive in {}: {} are to come, and {} are free\n\
         make room, or name a folder on another disk with --data-dir or {FOLDER_VARIABLE}",
        folder.display(), megabytes(*needed), megabytes(*free)
    )]
    NoRoom {
        /// The data folder.
        folder: PathBuf,
        /// How many bytes are still to come.
        needed: u64,
        /// How many bytes are free.
        free: u64,
    },
    /// Another program holds the lock and makes no progress.
    #[error(
        "another program holds {} and has fetched nothing for {}\n\
         end it, or name another folder with --data-dir or {FOLDER_VARIABLE}",
        path.display(), Seconds(*patience)
    )]
    Locked {
        /// The lock.
        path: PathBuf,
        /// How long nothing has come.
        patience: Duration,
    },
    /// The archive could not be fetched.
    #[error(transparent)]
    Fetch(Box<FetchError>),
}

impl DataError {
    /// Makes the error of a file or folder that cannot be written: for `map_err`.
    pub(super) fn cannot_write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Folder { path, error }
    }
}

/// What to do about a file that cannot be used.
fn out_of_the_way(path: &Path, fault: &StructureFault) -> &'static str {
    match fault {
        StructureFault::Archive(Fault::Form(Form::Packed(_))) => {
            "unpack it, so that a folder aclImdb stands beside it, which is read too, and move it away;\n\
             or only move it away"
        }
        // It may be a folder or a device, which the reader wants to keep: no advice to delete it.
        StructureFault::Unreadable(_) | StructureFault::NotRegular => "move it away",
        // Nor is anything deleted that no program of the course makes.
        _ if !path.ends_with(ARCHIVE_NAME) || path.is_dir() => "move it away",
        _ => "move it away, or delete it with `cargo run -p program -- data remove`",
    }
}

/// How a file under another name can be used.
fn taken_as(form: Form) -> String {
    match form {
        Form::Packed(_) => {
            format!("unpack it, so that a folder {FOLDER_NAME} stands beside it")
        }
        Form::Tar => format!("rename it to {TAR_NAME}"),
        _ => format!("rename it to {ARCHIVE_NAME}"),
    }
}

/// The folder of a file.
fn folder_of(path: &Path) -> &Path {
    let parent = path.parent().filter(|folder| *folder != Path::new(""));
    parent.unwrap_or(Path::new("."))
}

/// What to do where a folder takes no file.
fn another_folder(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room, or name a folder on another disk"
        }
        _ => "name a folder that can be written to",
    }
}
