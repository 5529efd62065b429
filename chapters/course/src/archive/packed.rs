//! The reviews of a tar archive, plain or in a gzip file.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use flate2::bufread::MultiGzDecoder;
use tar::Archive;

use super::fault::Fault;
use super::form::Form;
use super::headers::Headers;
use super::name::Name;
use super::review::{Review, Seen, Text};
use crate::bounded::{Bounded, MAX_EXPANDED_BYTES};

/// How much is read from disk at a time.
const BUFFER_BYTES: usize = 256 * 1024;
/// A tar archive is made of blocks of so many bytes.
const BLOCK_BYTES: u64 = 512;

/// What a file holds when it is unpacked: the bytes of a tar archive, no more of them than such an
/// archive has. What the file is, its first bytes tell, and not its name.
///
/// # Errors
/// If it is neither a gzip file nor a tar archive, or cannot be read.
pub fn expand<'a>(
    file: impl Read + Send + 'a,
) -> Result<Box<dyn Read + Send + 'a>, Fault> {
    let mut file = BufReader::with_capacity(BUFFER_BYTES, file);
    match Form::of(file.fill_buf()?) {
        Form::Gzip => {
            let expanded = MultiGzDecoder::new(file);
            Ok(Box::new(Bounded::new(expanded, MAX_EXPANDED_BYTES)))
        }
        Form::Tar => {
            let whole = Whole::new(file);
            Ok(Box::new(Bounded::new(whole, MAX_EXPANDED_BYTES)))
        }
        other => Err(Fault::Form(other)),
    }
}

/// Hands over every review of a tar archive, in the order of the archive, which is read to its end.
/// A path is looked at and never opened: nothing in the archive can name a place on the reader's
/// disk.
///
/// # Errors
/// What is wrong with the archive, or what `visit` returns.
pub fn packed(
    tar: impl Read,
    mut visit: impl FnMut(Review<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut archive = Archive::new(tar);
    let mut seen = Seen::default();
    let mut headers = Headers::default();
    // Raw entries: the library would keep a header of any length in memory.
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        seen.entry()?;
        if headers.take(&mut entry)? {
            continue;
        }
        let mut headers = std::mem::take(&mut headers);
        if entry.header().entry_type().is_dir() {
            continue;
        }
        let path = headers.name(&entry);
        let Some(name) = Name::of(&path)? else {
            continue;
        };
        if let Some(kind) = headers.kind(&entry) {
            return Err(Fault::NotAFile { entry: path, kind });
        }
        if !headers.agree(&entry) {
            return Err(Fault::Damaged);
        }
        let bytes = entry.size();
        seen.review(&path, name, bytes)?;
        let text = Text::Next(&mut entry, bytes);
        visit(Review { name, text })?;
    }
    // The tar archive ends before the gzip stream does, and the stream's check sum is at its very end:
    // only who reads that far has it checked.
    io::copy(&mut archive.into_inner(), &mut io::sink())?;
    Ok(())
}

/// A tar archive that has to end as one does: with blocks of zeros, of which one is enough. Inside a
/// gzip file any cut shows. Here, an archive that is cut between two entries would look like a
/// shorter one.
struct Whole<R> {
    file: R,
    /// How many bytes have been read.
    bytes: u64,
    /// How many of them, at the end, are zeros.
    zeros: u64,
}

impl<R: Read> Whole<R> {
    fn new(file: R) -> Self {
        Self {
            file,
            bytes: 0,
            zeros: 0,
        }
    }

    fn ends_with_a_block_of_zeros(&self) -> bool {
        self.zeros >= BLOCK_BYTES + self.bytes % BLOCK_BYTES
    }
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(out)?;
        if read == 0 && !out.is_empty() && !self.ends_with_a_block_of_zeros() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.bytes += read as u64;
        self.zeros = match out[..read].iter().rposition(|byte| *byte != 0) {
            Some(last) => (read - 1 - last) as u64,
            None => self.zeros + read as u64,
        };
        Ok(read)
    }
}
