//! What kind of file one is, from its first bytes.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// How long the header of a tar archive's first entry is.
const BLOCK_BYTES: usize = 512;

/// What kind of file one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As the archive is published.
    Gzip,
    /// Not packed in anything else.
    Tar,
    /// Empty.
    Empty,
    /// Another packer's, by its name.
    Packed(&'static str),
    /// Anything else, often a web page.
    Other,
}

/// The first bytes of files of other packers.
const PACKERS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
];

impl Form {
    /// The form of a file that begins so. A tar archive shows itself only in 512 bytes.
    #[must_use]
    pub fn of(start: &[u8]) -> Self {
        let packer = PACKERS.iter().find(|(magic, _)| start.starts_with(magic));
        match packer {
            _ if start.is_empty() => Self::Empty,
            Some((_, packer)) => Self::Packed(packer),
            // The two bytes that every gzip file begins with (RFC 1952, section 2.3.1; cite: deutsch1996).
            None if start.starts_with(&[0x1f, 0x8b]) => Self::Gzip,
            None if is_tar(start) => Self::Tar,
            None => Self::Other,
        }
    }

    /// The form of a file on disk.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut start = Vec::new();
        let file = File::open(path)?;
        file.take(BLOCK_BYTES as u64).read_to_end(&mut start)?;
        Ok(Self::of(&start))
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gzip => write!(f, "a gzip file"),
            Self::Tar => write!(f, "a tar archive"),
            Self::Empty => write!(f, "empty"),
            Self::Packed(packer) => {
                let a = if *packer == "xz" { "an" } else { "a" };
                write!(f, "{a} {packer} file")
            }
            Self::Other => write!(f, "neither a gzip file nor a tar archive"),
        }
    }
}

/// Whether the check sum of a tar archive's first header is right. Unlike the word `ustar` in it, the
/// oldest archives have one too.
fn is_tar(start: &[u8]) -> bool {
    let Some((block, _)) = start.split_first_chunk::<BLOCK_BYTES>() else {
        return false;
    };
    let header = tar::Header::from_byte_slice(block);
    let mut summed = header.clone();
    summed.set_cksum();
    header
        .cksum()
        .is_ok_and(|sum| summed.cksum().ok() == Some(sum))
}
