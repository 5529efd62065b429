//! Small archives with the published one's structure. Stored and not compressed, so that their
//! length is the same with every version of the compressor.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use rand::Rng;
use sha2::{Digest, Sha256};

/// Labelled reviews in each folder of [`small`].
pub(crate) const REVIEWS: usize = 3;

/// A whole archive of some 64 kB; another `seed`, other words, the same length.
pub(crate) fn small(seed: u64) -> Vec<u8> {
    archive(REVIEWS, 4_500, seed, Compression::none())
}

/// An archive with the published number of reviews, all of them empty.
pub(crate) fn full() -> Vec<u8> {
    archive(12_500, 0, 1, Compression::fast())
}

/// An archive with so many reviews in each of the four folders, of so many letters each.
pub(crate) fn archive(
    reviews: usize,
    letters: usize,
    seed: u64,
    level: Compression,
) -> Vec<u8> {
    let mut rng = course::random::stream(seed, "archive");
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), level));
    let folders = [
        ("train/neg", 1),
        ("train/pos", 9),
        ("test/neg", 2),
        ("test/pos", 8),
    ];
    for (folder, stars) in folders {
        for id in 0..reviews {
            let text: Vec<u8> = (0..letters)
                .map(|_| rng.random_range(b'a'..=b'z'))
                .collect();
            let mut header = tar::Header::new_ustar();
            header.set_size(letters as u64);
            header.set_mode(0o644);
            let path = format!("aclImdb/{folder}/{id}_{stars}.txt");
            tar.append_data(&mut header, path, text.as_slice()).unwrap();
        }
    }
    tar.into_inner().unwrap().finish().unwrap()
}

/// A gzip file of some 6 MB that expands beyond 1 GiB: the same megabyte of nothing, again and again.
pub(crate) fn bomb() -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.set_path("aclImdb/README").unwrap();
    header.set_size(4 << 30);
    header.set_cksum();
    let mut bomb = gzip(header.as_bytes());
    let megabyte = gzip(&vec![0; 1 << 20]);
    for _ in 0..=1024 {
        bomb.extend_from_slice(&megabyte);
    }
    bomb
}

/// The tar archive in a gzip file.
pub(crate) fn expanded(archive: &[u8]) -> Vec<u8> {
    let mut tar = Vec::new();
    GzDecoder::new(archive).read_to_end(&mut tar).unwrap();
    tar
}

/// Unpacks an archive: a folder `aclImdb` in this one.
pub(crate) fn unpack(archive: &[u8], folder: &Path) {
    let mut archive = tar::Archive::new(GzDecoder::new(archive));
    archive.unpack(folder).unwrap();
}

/// Unpacks an archive of empty reviews: the first one of a folder, and the others as further names of
/// it, since a new file takes some systems half a millisecond.
pub(crate) fn unpack_empty(archive: &[u8], folder: &Path) {
    let mut archive = tar::Archive::new(GzDecoder::new(archive));
    let mut first = PathBuf::new();
    for entry in archive.entries().unwrap() {
        let path = folder.join(entry.unwrap().path().unwrap());
        if path.parent() == first.parent() {
            fs::hard_link(&first, &path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "").unwrap();
            first = path;
        }
    }
}

/// Packs an archive anew, each file under the names that this function makes of its own.
pub(crate) fn packed_anew(
    archive: &[u8],
    names: impl Fn(&str) -> Vec<String>,
) -> Vec<u8> {
    let mut anew = tar::Builder::new(Vec::new());
    for entry in tar::Archive::new(GzDecoder::new(archive))
        .entries()
        .unwrap()
    {
        let mut entry = entry.unwrap();
        let mut text = Vec::new();
        entry.read_to_end(&mut text).unwrap();
        for name in names(entry.path().unwrap().to_str().unwrap()) {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            anew.append_data(&mut header, name, text.as_slice())
                .unwrap();
        }
    }
    gzip(&anew.into_inner().unwrap())
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// In lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
