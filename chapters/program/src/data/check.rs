//! Is a file the published archive, or one with the same structure?
//!
//! A check reads the whole file, so its outcome is kept in a small file beside the archive, with the
//! archive's length and time of change. As long as these two stay, nobody hashes again unless asked.
//! Where nothing can be written beside the archive, the small file is in the course's cache folder.

use std::fmt::{self, Write};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::partial::beside;
use super::structure::{self, StructureFault};
use super::{DataError, Published, cache_folder};
use course::files::write_whole;
use course::text::thousands;

/// How much is hashed at a time.
const BUFFER_BYTES: usize = 256 * 1024;

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
        }
    }
}

/// Checks the file at `path`: its length, its SHA-256, and where one of them is another, its
/// structure. A file of another length is not hashed: it cannot be the published one.
///
/// # Errors
/// [`DataError::NotTheArchive`] if neither fits.
pub fn check(path: &Path, published: &Published) -> Result<Verdict, DataError> {
    let verdict = || -> Result<Verdict, StructureFault> {
        let file = path.metadata()?;
        // A folder is an error as soon as it is read; what else is no file may never end.
        if !file.is_file() && !file.is_dir() {
            return Err(StructureFault::NoFile);
        }
        judge(path, file.len(), || sha256(path), published)
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
    } else {
        Difference::Bytes {
            found: bytes,
            published: published.bytes,
        }
    };
    structure::check(path, published.reviews_per_folder)?;
    Ok(Verdict::SameStructure(difference))
}

/// The SHA-256 of a file.
fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The outcome of a check, and the file that it was the outcome for.
#[derive(Serialize, Deserialize)]
struct Marker {
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
        let marker: Marker = serde_json::from_slice(&fs::read(note).ok()?).ok()?;
        (marker.file == file).then_some(marker.verdict)
    };
    let mut notes = note_paths(path, cache_folder()).into_iter();
    notes.find_map(verdict_in)
}

/// Keeps the outcome of a check of a file that was so when the check began. What cannot be kept is
/// checked again by the next program.
pub(super) fn remember(path: &Path, file: Option<Described>, verdict: &Verdict) {
    let marker = file.map(|file| Marker {
        file,
        verdict: verdict.clone(),
    });
    if let Some(note) = marker.and_then(|marker| serde_json::to_vec(&marker).ok()) {
        for place in note_paths(path, cache_folder()) {
            if write_whole(&place, &note).is_ok() {
                break;
            }
        }
    }
}

/// Forgets what was found out about a file that turned out to be another one.
pub(super) fn forget(path: &Path) {
    for note in note_paths(path, cache_folder()) {
        // Mostly there is none.
        let _ = fs::remove_file(note);
    }
}

/// Where the outcome of a check may be kept: beside the file; or where that cannot be, in the cache,
/// under a name made of the file's path.
fn note_paths(path: &Path, cache: Option<PathBuf>) -> Vec<PathBuf> {
    let folder = path.parent().and_then(|folder| folder.metadata().ok());
    // The superuser could write there all the same. Read-only is what its owner wants it to be.
    let read_only = folder.is_some_and(|folder| folder.permissions().readonly());
    let here = (!read_only).then(|| beside(path, "verified"));
    let in_cache = cache
        .zip(std::path::absolute(path).ok())
        .map(|(cache, path)| {
            let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
            cache.join(format!("{}.verified", hexadecimal(&digest)))
        });
    here.into_iter().chain(in_cache).collect()
}

/// What a file is now; `None` if it is not there.
pub(super) fn describe(path: &Path) -> Option<Described> {
    let file = path.metadata().ok()?;
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
    fn a_file_is_hashed_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "abc").unwrap();
        // FIPS 180-4's example.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&path).unwrap(), abc);
    }

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
        // What was so when a check began, and is so no more.
        remember(&path, before, &Verdict::Published);
        assert_eq!(remembered(&path), None);
        remember(&path, describe(&path), &Verdict::Published);
        assert_eq!(remembered(&path), Some(Verdict::Published));
        fs::write(beside(&path, "verified"), "{").unwrap();
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
