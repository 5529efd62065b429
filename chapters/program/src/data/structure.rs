//! How many reviews an archive holds: its table of contents, without the reviews.
//!
//! Chapter 2 reads the reviews themselves. A file that is not the published one to the last byte is
//! counted here, to see whether it is whole and holds as many reviews as the published archive.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;

use course::bounded::{Bounded, MAX_ENTRIES, MAX_EXPANDED_BYTES, MAX_REVIEW_BYTES};
use course::text::thousands;
use flate2::bufread::MultiGzDecoder;
use thiserror::Error;

use super::words::plain;

/// The folders of labelled reviews, as an entry's path ends: `…/train/neg/0_3.txt`.
pub const FOLDERS: [&str; 4] = ["train/neg", "train/pos", "test/neg", "test/pos"];

/// How much is read from disk, or expanded, at a time.
const BUFFER_BYTES: usize = 256 * 1024;

/// What is wrong with a file that should be an archive of reviews.
#[derive(Debug, Error)]
pub enum StructureFault {
    /// It cannot be opened or read.
    #[error("it cannot be read: {}", plain(.0))]
    Unreadable(io::Error),
    /// It is a device or the like, whose reading might never end.
    #[error("it is not a regular file")]
    NotRegular,
    /// Something else, often a page that says why a download failed.
    #[error("it is no gzip file")]
    NotGzip,
    /// It ends too early, as after a download that broke off.
    #[error("it is cut short")]
    CutShort,
    /// gzip's own check sum fails, or there is no tar archive inside.
    #[error("it is damaged, or no gzipped tar archive")]
    Damaged,
    /// A folder holds another number of reviews.
    #[error("it holds {} reviews in {folder}, and {} belong there", thousands(*found), thousands(*expected))]
    Reviews {
        /// The folder, as `test/neg`.
        folder: &'static str,
        /// How many it holds.
        found: usize,
        /// How many it should hold.
        expected: usize,
    },
    /// An entry in the place of a review is longer than any review.
    #[error("its entry {entry:?} would be a review of {} bytes, and none is longer than {}",
        thousands(*bytes as usize), thousands(MAX_REVIEW_BYTES as usize))]
    ReviewTooLong {
        /// The entry's path inside the archive.
        entry: String,
        /// How long it says it is.
        bytes: u64,
    },
    /// There are more entries than an archive of reviews has.
    #[error("it has more than {} entries", thousands(MAX_ENTRIES))]
    TooManyEntries,
    /// It expands to more than an archive of reviews does.
    #[error("it expands to more than {} bytes", thousands(MAX_EXPANDED_BYTES as usize))]
    TooLarge,
}

impl From<io::Error> for StructureFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::CutShort,
            ErrorKind::FileTooLarge => Self::TooLarge,
            ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::Other => {
                Self::Damaged
            }
            _ => Self::Unreadable(error),
        }
    }
}

/// Whether the file at `path` is a whole archive with so many reviews in each of [`FOLDERS`].
///
/// # Errors
/// What is wrong with it.
pub fn check(path: &Path, reviews_per_folder: usize) -> Result<(), StructureFault> {
    let counts = count(File::open(path).map_err(StructureFault::Unreadable)?)?;
    for (folder, found) in FOLDERS.into_iter().zip(counts) {
        if found != reviews_per_folder {
            return Err(StructureFault::Reviews {
                folder,
                found,
                expected: reviews_per_folder,
            });
        }
    }
    Ok(())
}

/// How many reviews each of [`FOLDERS`] holds. The archive is read to its end.
///
/// # Errors
/// If it is not a gzipped tar archive, not whole, or larger than such an archive can be.
pub fn count(file: impl Read) -> Result<[usize; 4], StructureFault> {
    let mut file = BufReader::with_capacity(BUFFER_BYTES, file);
    if !io::BufRead::fill_buf(&mut file)?.starts_with(&[0x1f, 0x8b]) {
        return Err(StructureFault::NotGzip);
    }
    let expanded = Bounded::new(MultiGzDecoder::new(file), MAX_EXPANDED_BYTES);
    // Without this buffer the decoder would be asked for 512 bytes at a time, a tar header's length,
    // which is slow.
    let expanded = BufReader::with_capacity(BUFFER_BYTES, expanded);
    let mut archive = tar::Archive::new(expanded);
    let mut counts = [0; 4];
    // Raw entries: the others would keep long names and other extensions in memory, as long as a
    // hostile file says they are. The published archive has none.
    for (number, entry) in archive.entries()?.raw(true).enumerate() {
        let entry = entry?;
        if number >= MAX_ENTRIES {
            return Err(StructureFault::TooManyEntries);
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let Some(folder) =
            folder_of(&name).filter(|_| entry.header().entry_type().is_file())
        else {
            continue;
        };
        if entry.size() > MAX_REVIEW_BYTES {
            return Err(StructureFault::ReviewTooLong {
                bytes: entry.size(),
                entry: name,
            });
        }
        counts[folder] += 1;
    }
    // The tar archive ends before the gzip stream does, and the stream's check sum is at its very end:
    // only who reads that far has it checked.
    io::copy(&mut archive.into_inner(), &mut io::sink())?;
    Ok(counts)
}

/// The place in [`FOLDERS`] of the folder that a path such as `aclImdb/train/neg/0_3.txt` names.
fn folder_of(path: &str) -> Option<usize> {
    let (folder, file) = path.rsplit_once('/')?;
    let is = |name: &str| {
        let above = folder.strip_suffix(name);
        above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
    };
    FOLDERS
        .into_iter()
        .position(is)
        .filter(|_| file.ends_with(".txt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_folder_at_its_end_only() {
        assert_eq!(folder_of("aclImdb/train/neg/0_3.txt"), Some(0));
        assert_eq!(folder_of("test/pos/0_9.txt"), Some(3));
        for other in [
            "aclImdb/train/unsup/0_0.txt",
            "aclImdb/train/neg/0_3.html",
            "aclImdb/train/neg/more/0_3.txt",
            "aclImdb/latrain/neg/0_3.txt",
            "0_3.txt",
            "",
        ] {
            assert_eq!(folder_of(other), None, "{other}");
        }
    }
}
