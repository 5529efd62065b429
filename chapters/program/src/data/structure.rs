//! How many reviews an archive holds: its table of contents, without the reviews.
//!
//! Chapter 2 reads the reviews themselves. A file that is not the published one to the last byte is
//! counted here, to see whether it is whole and holds as many reviews as the published archive.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use course::archive::{Fault, Folder, Review, expand, packed, unpacked};
use course::text::thousands;
use thiserror::Error;

use super::words::plain;

/// How much is expanded at a time.
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
    /// It is something else, damaged, or made to do harm.
    #[error(transparent)]
    Archive(Fault),
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
}

impl From<Fault> for StructureFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unreadable(error) => Self::Unreadable(error),
            fault => Self::Archive(fault),
        }
    }
}

impl From<io::Error> for StructureFault {
    fn from(error: io::Error) -> Self {
        Fault::from(error).into()
    }
}

/// Whether at `path` is a whole archive, packed or not, with so many reviews in each of
/// [`Folder::LABELLED`].
///
/// # Errors
/// What is wrong with it.
pub fn check(path: &Path, reviews_per_folder: usize) -> Result<(), StructureFault> {
    let counts = match path.is_dir() {
        true => count_with(|visit| unpacked(path, visit))?,
        false => count(File::open(path).map_err(StructureFault::Unreadable)?)?,
    };
    for (folder, found) in Folder::LABELLED.into_iter().zip(counts) {
        if found != reviews_per_folder {
            return Err(StructureFault::Reviews {
                folder: folder.path(),
                found,
                expected: reviews_per_folder,
            });
        }
    }
    Ok(())
}

/// How many reviews each of [`Folder::LABELLED`] holds. The archive is read to its end.
///
/// # Errors
/// If it is no archive of reviews, not whole, or larger than such an archive can be.
pub fn count(file: impl Read + Send) -> Result<[usize; 4], StructureFault> {
    // Without this buffer the decoder would be asked for 512 bytes at a time, a tar header's length,
    // which is slow.
    let expanded = BufReader::with_capacity(BUFFER_BYTES, expand(file)?);
    count_with(|visit| packed(expanded, visit))
}

/// Counts what `walk` hands over.
fn count_with(
    walk: impl FnOnce(
        &mut dyn FnMut(Review<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault>,
) -> Result<[usize; 4], StructureFault> {
    let mut counts = [0; 4];
    walk(&mut |review| {
        let folder = review.name.folder;
        let place = Folder::LABELLED.iter().position(|one| *one == folder);
        if let Some(place) = place {
            counts[place] += 1;
        }
        Ok(())
    })?;
    Ok(counts)
}
