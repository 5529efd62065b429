//! A review that was found, and what all reviews are held against.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::fault::{Excess, Fault};
use super::name::{Folder, Name};
use crate::bounded::{MAX_ENTRIES, MAX_EXPANDED_BYTES, MAX_REVIEW_BYTES};

/// A review in its place. Its text is read by whoever wants it.
pub struct Review<'a> {
    /// What its path says about it.
    pub name: Name,
    pub(super) text: Text<'a>,
}

/// Where the text of a review is.
pub(super) enum Text<'a> {
    /// The next bytes of a tar archive, as many as this.
    Next(&'a mut dyn Read, u64),
    /// A file: its path, and the same in the folder.
    File(&'a Path, &'a str),
}

impl Review<'_> {
    /// Reads the text, in the place of what `text` held before.
    ///
    /// # Errors
    /// If the archive ends before the text does, or cannot be read.
    pub fn read(self, text: &mut Vec<u8>) -> Result<(), Fault> {
        text.clear();
        match self.text {
            Text::Next(bytes, length) => {
                bytes.take(length).read_to_end(text)?;
                if (text.len() as u64) < length {
                    return Err(Fault::CutShort);
                }
            }
            Text::File(path, entry) => {
                // Bounded once more: since it was measured, the file may have grown.
                let read = File::open(path)
                    .and_then(|file| file.take(MAX_REVIEW_BYTES).read_to_end(text));
                read.map_err(|error| Fault::UnreadableEntry {
                    entry: entry.to_owned(),
                    error,
                })?;
            }
        }
        Ok(())
    }
}

/// What has been seen of an archive: no review comes twice, and nothing grows beyond bounds.
#[derive(Default)]
pub(super) struct Seen {
    entries: usize,
    bytes: u64,
    reviews: HashSet<(Folder, u32)>,
}

impl Seen {
    /// One more entry, review or not.
    pub(super) fn entry(&mut self) -> Result<(), Excess> {
        self.entries += 1;
        if self.entries > MAX_ENTRIES {
            return Err(Excess::Entries);
        }
        Ok(())
    }

    /// One more review at this path, of so many bytes.
    pub(super) fn review(
        &mut self,
        path: &str,
        name: Name,
        bytes: u64,
    ) -> Result<(), Fault> {
        let entry = || path.to_owned();
        if bytes > MAX_REVIEW_BYTES {
            let entry = entry();
            return Err(Excess::Review { entry, bytes }.into());
        }
        // Also counted where nothing expands: a folder may hold what no archive could.
        self.bytes += bytes;
        if self.bytes > MAX_EXPANDED_BYTES {
            return Err(Excess::Bytes.into());
        }
        if !self.reviews.insert((name.folder, name.number)) {
            return Err(Fault::Twice { entry: entry() });
        }
        Ok(())
    }
}
