//! The files of the cases: what a server has, what lies in the folder.

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use program::data::ARCHIVE_NAME;

use crate::archives::small;

/// The published file.
pub(crate) fn one() -> Arc<Vec<u8>> {
    static ONE: OnceLock<Arc<Vec<u8>>> = OnceLock::new();
    Arc::clone(ONE.get_or_init(|| Arc::new(small(1))))
}

/// A file of the same length with other words.
pub(crate) fn other() -> Arc<Vec<u8>> {
    static OTHER: OnceLock<Arc<Vec<u8>>> = OnceLock::new();
    Arc::clone(OTHER.get_or_init(|| Arc::new(small(2))))
}

/// The published file with one bit wrong.
pub(crate) fn flipped() -> Arc<Vec<u8>> {
    let mut bytes = one().to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    Arc::new(bytes)
}

/// What a network that wants a login sends in the place of a file.
pub(crate) fn page() -> Arc<Vec<u8>> {
    Arc::new(b"<html>log in to use this network</html>".to_vec())
}

/// The first part of a file, in percent.
pub(crate) fn part_of(percent: usize, bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len() * percent / 100].to_vec()
}

/// Puts a file into a folder.
pub(crate) fn place(
    name: &'static str,
    bytes: &[u8],
) -> impl Fn(&Path) + Send + use<> {
    let bytes = bytes.to_vec();
    move |folder| fs::write(folder.join(name), &bytes).unwrap()
}

/// Puts a file into a folder, under the archive's name.
pub(crate) fn place_archive(bytes: &[u8]) -> impl Fn(&Path) + Send + use<> {
    place(ARCHIVE_NAME, bytes)
}

/// Puts the part of a download into a folder, with the note of where it came from.
pub(crate) fn place_part(
    bytes: Vec<u8>,
    note: &'static str,
) -> impl Fn(&Path) + Send {
    move |folder| {
        fs::write(folder.join("aclImdb_v1.tar.gz.part"), &bytes).unwrap();
        fs::write(folder.join("aclImdb_v1.tar.gz.part.json"), note).unwrap();
    }
}
