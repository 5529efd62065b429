//! Writing a file whole or not at all.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

/// Writes `contents` to `path`: first under a temporary name beside it, then renamed, so that
/// nobody ever finds half a file under the final name. Missing folders are made.
///
/// # Errors
/// If the folder cannot be made or written to; the message names the path.
pub fn write_whole(path: &Path, contents: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    create_folder(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".partial-");
    // Temporary files are for their owner's eyes only, results for everybody the umask allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).with_context(|| {
        format!("cannot write to the folder {}", folder.display())
    })?;
    file.write_all(contents)
        .and_then(|()| file.flush())
        .with_context(|| format!("cannot write {}", path.display()))?;
    file.persist(path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}

/// Makes a folder and those above it, if they are not there.
///
/// # Errors
/// If that cannot be done; the message names the folder.
pub fn create_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_makes_folders_and_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.txt");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        let files = std::fs::read_dir(folder.path().join("a")).unwrap().count();
        assert_eq!(files, 1, "a temporary file was left behind");
    }

    #[test]
    fn a_folder_that_is_a_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, b"").unwrap();
        let error = write_whole(&file.join("b.txt"), b"one").unwrap_err();
        assert!(format!("{error:#}").contains(&file.display().to_string()));
    }
}
