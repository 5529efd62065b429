//! Is a file the published archive, or one with the same structure?
//!
//! A check reads the whole file, so its outcome is kept in a small file beside the archive, with the
//! archive's length and time of change. As long as these two stay the same, the file is not read again
//! unless somebody asks for it. Where nothing can be written beside the archive, the small file is in
//! the course's cache folder.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use course::archive::Form;
use course::files::write_whole;
use course::text::thousands;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::DataError;
use super::folder::cache_folder;
use super::paths;
use super::published::Published;
use super::sha256::{hexadecimal, of_file};
use super::structure::{self, StructureFault};

/// What a checked file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The published archive to the last bit.
    Published,
    /// Another file, with the published archive's folders and numbers of reviews.
    SameStructure(Difference),
}

/// What shows that a file is not the published one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// Its length.
    Bytes {
        /// Its own.
        found: u64,
        /// The published one.
        published: u64,
    },
    /// Its own SHA-256, where its length is the published one.
    Sha256(String),
    /// It is a tar archive, and no gzip file.
    Tar,
    /// It is the folder that somebody has unpacked the archive into.
    Folder,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes { found, published } => {
                let [found, published] =
                    [found, published].map(|bytes| thousands(*bytes as usize));
                write!(f, "it has {found} bytes and not {published}")
            }
            Self::Sha256(sha256) => write!(f, "its SHA-256 is {sha256}"),
            Self::Tar => write!(f, "it is a tar archive without gzip"),
            Self::Folder => write!(f, "it is unpacked"),
        }
    }
}

/// Checks the file at `path`: its length, its SHA-256, and where one of them is another, its
/// structure. A file of another length is not hashed: it cannot be the published one. Of a folder
/// there is only the structure.
///
/// # Errors
/// [`DataError::NotTheArchive`] if neither fits.
pub fn check(path: &Path, published: &Published) -> Result<Verdict, DataError> {
    let verdict = || -> Result<Verdict, StructureFault> {
        let file = path.metadata()?;
        if file.is_dir() {
            structure::check(path, published.reviews_per_folder)?;
            return Ok(Verdict::SameStructure(Difference::Folder));
        }
        // A device may be read for ever.
        if !file.is_file() {
            return Err(StructureFault::NotRegular);
        }
        judge(path, file.len(), || of_file(path), published)
    };
    verdict().map_err(|fault| DataError::NotTheArchive {
        path: path.to_owned(),
        fault,
    })
}

/// [`check`] for a file whose length is known, and perhaps its SHA-256.
pub(super) fn judge(
    path: &Path,
    bytes: u64,
    sha256: impl FnOnce() -> io::Result<String>,
    published: &Published,
) -> Result<Verdict, StructureFault> {
    let difference = if bytes == published.bytes {
        let sha256 = sha256()?;
        if sha256 == published.sha256 {
            return Ok(Verdict::Published);
        }
        Difference::Sha256(sha256)
    } else if Form::of_file(path)? == Form::Tar {
        Difference::Tar
    } else {
        Difference::Bytes {
            found: bytes,
            published: published.bytes,
        }
    };
    structure::check(path, published.reviews_per_folder)?;
    Ok(Verdict::SameStructure(difference))
}

/// The outcome of a check, and the file that was checked.
#[derive(Serialize, Deserialize)]
struct Note {
    file: Described,
    verdict: Verdict,
}

/// What changes when a file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Described {
    bytes: u64,
    /// Time of the last change, in nanoseconds since 1970.
    changed: u64,
}

/// The outcome of an earlier check, if the file has not changed since.
#[must_use]
pub fn remembered(path: &Path) -> Option<Verdict> {
    let file = describe(path)?;
    let verdict_in = |note: PathBuf| {
        let note: Note = serde_json::from_slice(&fs::read(note).ok()?).ok()?;
        (note.file == file).then_some(note.verdict)
    };
    let mut notes = note_paths(path, cache_folder()).into_iter();
    notes.find_map(verdict_in)
}

/// Keeps the outcome of a check. `file` is what the file was when the check began: if it has changed
/// meanwhile, the outcome counts for nothing. Where nothing can be kept, the next program checks again.
pub(super) fn remember(path: &Path, file: Option<Described>, verdict: &Verdict) {
    let note = file.map(|file| Note {
        file,
        verdict: verdict.clone(),
    });
    let Some(text) = note.and_then(|note| serde_json::to_vec(&note).ok()) else {
        return;
    };
    for place in note_paths(path, cache_folder()) {
        if write_whole(&place, &text).is_ok() {
            break;
        }
    }
}

/// Forgets the outcome of earlier checks: the file has turned out to be another one, or is deleted.
pub(super) fn forget(path: &Path) {
    for note in note_paths(path, cache_folder()) {
        // Most often there is none.
        let _ = fs::remove_file(note);
    }
}

/// Where the outcome of a check may be kept, best place first: beside the file, and in the cache under
/// a name made of the file's path.
fn note_paths(path: &Path, cache: Option<PathBuf>) -> Vec<PathBuf> {
    let folder = path.parent().and_then(|folder| folder.metadata().ok());
    // The superuser could write to a read-only folder, but its owner does not want that.
    let read_only = folder.is_some_and(|folder| folder.permissions().readonly());
    let here = (!read_only).then(|| paths::verified(path));
    let in_cache = cache
        .zip(std::path::absolute(path).ok())
        .map(|(cache, path)| {
            let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
            cache.join(format!("{}.verified", hexadecimal(&digest)))
        });
    here.into_iter().chain(in_cache).collect()
}

/// What a file is now; `None` if it is not there. Neither is a folder described: it does not show when
/// something in it has changed, so its check, a short one, is done each time.
pub(super) fn describe(path: &Path) -> Option<Described> {
    let file = path.metadata().ok().filter(fs::Metadata::is_file)?;
    let changed = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(Described {
        bytes: file.len(),
        changed: u64::try_from(changed.as_nanos()).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_remembered_until_the_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        assert_eq!(remembered(&path), None);
        fs::write(&path, "abc").unwrap();
        let verdict = Verdict::SameStructure(Difference::Sha256("00".to_owned()));
        let before = describe(&path);
        remember(&path, before, &verdict);
        assert_eq!(remembered(&path), Some(verdict));
        fs::write(&path, "abcd").unwrap();
        assert_eq!(remembered(&path), None);
        // The file changed after the check began.
        remember(&path, before, &Verdict::Published);
        assert_eq!(remembered(&path), None);
        remember(&path, describe(&path), &Verdict::Published);
        assert_eq!(remembered(&path), Some(Verdict::Published));
        fs::write(paths::verified(&path), "{").unwrap();
        assert_eq!(remembered(&path), None);
        remember(&path, describe(&path), &Verdict::Published);
        forget(&path);
        assert_eq!(remembered(&path), None);
    }

    #[cfg(unix)]
    #[test]
    fn for_a_read_only_folder_the_outcome_is_kept_in_the_cache() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("cache");
        let places =
            |name: &str| note_paths(&folder.path().join(name), Some(cache.clone()));
        let [here, in_cache] = &places("a")[..] else {
            panic!("one beside it, one in the cache")
        };
        assert_eq!(*here, folder.path().join("a.verified"));
        assert!(in_cache.starts_with(&cache));
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555))
            .unwrap();
        let (a, b) = (places("a"), places("b"));
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))
            .unwrap();
        assert_eq!(a, std::slice::from_ref(in_cache));
        assert_ne!(a, b);
    }
}
