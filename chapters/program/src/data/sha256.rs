//! SHA-256, as people compare it: 64 hexadecimal digits.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub(super) use course::text::hexadecimal;
use sha2::{Digest, Sha256};

/// How much is read at a time.
const BUFFER_BYTES: usize = 256 * 1024;

/// The SHA-256 of a file.
///
/// # Errors
/// If it cannot be read.
pub(super) fn of_file(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    hash_rest(&mut File::open(path)?, &mut hasher)?;
    Ok(hexadecimal(&hasher.finalize()))
}

/// Hashes a file from where it stands to its end. Returns how many bytes these were.
///
/// # Errors
/// If it cannot be read.
pub(super) fn hash_rest(file: &mut File, hasher: &mut Sha256) -> io::Result<u64> {
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut bytes = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(bytes),
            read => {
                hasher.update(&buffer[..read]);
                bytes += read as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_hashed_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "abc").unwrap();
        // FIPS 180-4's example.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_file(&path).unwrap(), abc);
    }
}
