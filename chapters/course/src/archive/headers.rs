//! The headers before an entry's own: names that are too long for it, and attributes.
//!
//! A tar header has room for a name of 100 bytes, or of 255 in two parts (ustar). GNU's tar writes a
//! longer one as an entry of type `L` before the file's own. POSIX has an entry of type `x` for
//! whatever does not fit, in records such as `30 path=aclImdb/train/neg/…` (pax). Both are read
//! here, and never more of them than [`MAX_HEADER_BYTES`]: a hostile archive may claim any length.

use std::io::Read;

use tar::{Entry, EntryType};

use super::fault::{Excess, Fault};
use crate::bounded::MAX_HEADER_BYTES;

/// What the headers before an entry say about it.
#[derive(Default)]
pub(super) struct Headers {
    /// Its name, where its own header has no room for it.
    name: Option<String>,
    /// Its length in bytes, where its own header has no room for that.
    size: Option<u64>,
    /// Whether only parts of it are stored.
    is_sparse: bool,
}

impl Headers {
    /// Takes an entry that says something about the next one. `false` if this is none.
    pub(super) fn take(
        &mut self,
        entry: &mut Entry<'_, impl Read>,
    ) -> Result<bool, Fault> {
        match entry.header().entry_type() {
            EntryType::GNULongName => {
                let name = content(entry)?;
                let end = name.iter().position(|byte| *byte == 0);
                self.name = Some(text(&name[..end.unwrap_or(name.len())]));
            }
            EntryType::XHeader => {
                self.records(&content(entry)?).ok_or(Fault::Damaged)?;
            }
            // The target of a link, and what is said about all entries: no review's name.
            EntryType::GNULongLink | EntryType::XGlobalHeader => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The records of a pax header. The length before each counts itself, and only it tells where the
    /// record ends: a value may hold any byte. `None` if the records are not of this form.
    fn records(&mut self, mut rest: &[u8]) -> Option<()> {
        while !rest.is_empty() {
            let space = rest.iter().position(|byte| *byte == b' ')?;
            let length = std::str::from_utf8(&rest[..space]).ok()?.parse().ok()?;
            let record = rest.get(space + 1..length)?.strip_suffix(b"\n")?;
            rest = &rest[length..];
            let equals = record.iter().position(|byte| *byte == b'=')?;
            self.record(&record[..equals], &record[equals + 1..])?;
        }
        Some(())
    }

    fn record(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        match key {
            // A sparse file's own name; its `path` is made up.
            b"path" if self.is_sparse && self.name.is_some() => {}
            b"path" | b"GNU.sparse.name" => self.name = Some(text(value)),
            b"size" => self.size = Some(text(value).parse().ok()?),
            _ => {}
        }
        self.is_sparse |= key.starts_with(b"GNU.sparse.");
        Some(())
    }

    /// The name of the entry that they stand before.
    pub(super) fn name(&mut self, entry: &Entry<'_, impl Read>) -> String {
        let own = || text(&entry.path_bytes());
        self.name.take().unwrap_or_else(own)
    }

    /// Whether the entry is as long as its own header says. No review needs another to say so, and an
    /// archive with two lengths is read in two ways.
    pub(super) fn agree(&self, entry: &Entry<'_, impl Read>) -> bool {
        self.size.is_none_or(|size| size == entry.size())
    }

    /// What an entry is, if it is no plain file.
    pub(super) fn kind(&self, entry: &Entry<'_, impl Read>) -> Option<&'static str> {
        match entry.header().entry_type() {
            _ if self.is_sparse => Some("a sparse file"),
            EntryType::Regular | EntryType::Continuous => None,
            EntryType::Link | EntryType::Symlink => Some("a link"),
            EntryType::GNUSparse => Some("a sparse file"),
            _ => Some("something else"),
        }
    }
}

/// What stands in such an entry.
fn content(entry: &mut Entry<'_, impl Read>) -> Result<Vec<u8>, Fault> {
    if entry.size() > MAX_HEADER_BYTES {
        return Err(Excess::Header.into());
    }
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes)?;
    match bytes.len() as u64 == entry.size() {
        true => Ok(bytes),
        false => Err(Fault::CutShort),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
