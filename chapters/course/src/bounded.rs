//! What an archive of reviews cannot be. A file may be damaged or made to do harm: a few bytes of gzip
//! can expand to as many gigabytes as their author likes.

use std::io::{self, ErrorKind, Read};

/// The longest review that is read: 1 MiB. IMDB's longest has 14 kB.
pub const MAX_REVIEW_BYTES: u64 = 1 << 20;
/// The longest name, with whatever else stands before an entry: 64 KiB. The published archive's names
/// have some 30 bytes.
pub const MAX_HEADER_BYTES: u64 = 1 << 16;
/// The most entries that an archive may have. The published one has about 100,000. Packed anew on a Mac
/// it has twice as many, and a header before each of them.
pub const MAX_ENTRIES: usize = 500_000;
/// What an archive may expand to: 1 GiB. The published one makes a third of it.
pub const MAX_EXPANDED_BYTES: u64 = 1 << 30;

/// A reader that fails with [`ErrorKind::FileTooLarge`] before it gives more than a number of bytes.
#[derive(Debug)]
pub struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Bounded<R> {
    /// At most `bytes` bytes of `inner`.
    pub fn new(inner: R, bytes: u64) -> Self {
        Self { inner, left: bytes }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or(ErrorKind::FileTooLarge)?;
        Ok(read)
    }
}
