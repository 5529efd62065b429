//! The part of a file that has arrived, and where it came from. It outlives the program, so that the
//! next one can go on where this one broke off.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use course::files::write_whole;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::paths;
use super::sha256::{hash_rest, hexadecimal};

/// Which file the part is a part of: what has to be the same for the rest to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Origin {
    /// The address asked for.
    pub(super) url: String,
    /// What the server calls this version: its strong `ETag`, else its `Last-Modified`.
    pub(super) version: Option<String>,
    /// How long the whole file is, if the server has said so.
    pub(super) total: Option<u64>,
}

impl Origin {
    /// The origin of the part of `archive` that is there, if it is known.
    pub(super) fn noted(archive: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(paths::origin(archive)).ok()?).ok()
    }
}

/// The part on disk: `NAME.part`, and its origin in `NAME.part.json`.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    note: PathBuf,
    file: File,
    len: u64,
    hasher: Sha256,
    origin: Origin,
    /// Whether the bytes are pieces that may not fit together: from more than one answer, or left by
    /// an earlier program, some of whose bytes may be lost if the machine was switched off.
    pieces: bool,
}

impl Partial {
    /// Opens the part of `archive` that an earlier try has left, or begins an empty one. Nothing is
    /// kept that came from another address, or whose origin is not known.
    ///
    /// # Errors
    /// If a file cannot be made, read or written.
    pub(super) fn open(archive: &Path, url: &str) -> io::Result<Self> {
        let path = paths::part(archive);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)?;
        let mut partial = Self {
            path,
            note: paths::origin(archive),
            file,
            len: 0,
            hasher: Sha256::new(),
            origin: Origin::default(),
            pieces: false,
        };
        match Origin::noted(archive) {
            Some(origin) if origin.url == url => {
                partial.origin = origin;
                partial.hash_what_is_there()?;
            }
            _ => partial.discard()?,
        }
        Ok(partial)
    }

    /// Hashes what an earlier program has left.
    fn hash_what_is_there(&mut self) -> io::Result<()> {
        self.len = hash_rest(&mut self.file, &mut self.hasher)?;
        self.pieces = self.len > 0;
        Ok(())
    }

    /// How many bytes have arrived.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Where they came from.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether every byte has arrived that the server has promised.
    pub(super) fn is_complete(&self) -> bool {
        self.len > 0 && self.origin.total == Some(self.len)
    }

    /// Whether the bytes are pieces that may not fit together.
    pub(super) fn is_put_together(&self) -> bool {
        self.pieces
    }

    /// Where the part is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Throws away what has arrived.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn discard(&mut self) -> io::Result<()> {
        // A device, where a link leads to one, cannot be cut.
        if self.file.metadata()?.is_file() {
            self.file.set_len(0)?;
        }
        self.file.rewind()?;
        self.len = 0;
        self.hasher = Sha256::new();
        self.origin = Origin::default();
        self.pieces = false;
        Ok(())
    }

    /// Begins anew with an answer that holds the whole file.
    ///
    /// # Errors
    /// If the file or the note of its origin cannot be written.
    pub(super) fn begin(&mut self, origin: Origin) -> anyhow::Result<()> {
        self.discard()?;
        let note = serde_json::to_vec(&origin)?;
        write_whole(&self.note, &note)?;
        self.origin = origin;
        Ok(())
    }

    /// Goes on with an answer that holds the rest.
    pub(super) fn go_on(&mut self) {
        self.pieces = true;
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// If they cannot be written.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.hasher.update(bytes);
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// The SHA-256 of what has arrived.
    pub(super) fn sha256(&self) -> String {
        hexadecimal(&self.hasher.clone().finalize())
    }

    /// Gives the finished file its name. It is on disk to the last byte before it has it.
    ///
    /// # Errors
    /// If the disk or the folder refuses.
    pub(super) fn rename(self, archive: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        drop(self.file);
        fs::rename(&self.path, archive)?;
        // If it stays: without its part the note means nothing.
        let _ = fs::remove_file(&self.note);
        Ok(())
    }
}
