//! Writing a file whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use tempfile::{Builder, NamedTempFile};

/// How the name of a file begins that is not whole yet. Nobody else calls a file so.
pub const PARTIAL: &str = ".hidden-state-partial-";

/// Writes `contents` to `path`: first under a temporary name beside it, then renamed, so that
/// nobody ever finds half a file under the final name. Missing folders are made. Where `path` is a link,
/// the file that it leads to is written. What a killed program has left of such a file is removed.
///
/// # Errors
/// If the folder cannot be made or written to, or `path` is no regular file; the message names the path.
pub fn write_whole(path: &Path, contents: &[u8]) -> Result<()> {
    let path = &behind_links(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    create_folder(folder)?;
    remove_remains(folder);
    let mut file = partial_file(folder).with_context(|| {
        format!("cannot write to the folder {}", folder.display())
    })?;
    file.write_all(contents)
        .and_then(|()| file.flush())
        .with_context(|| format!("cannot write {}", path.display()))?;
    file.persist(path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}

/// The regular file that `path` stands for, or that may be made there. A device would be replaced like
/// a file, were it not for this.
fn behind_links(path: &Path) -> Result<PathBuf> {
    let Ok(found) = path.symlink_metadata() else {
        return Ok(path.to_owned());
    };
    if found.is_symlink() {
        let target = path.canonicalize().with_context(|| {
            format!("cannot write {}: the link leads nowhere", path.display())
        })?;
        return behind_links(&target);
    }
    ensure!(
        found.is_file(),
        "cannot write {}: it is there, and no regular file",
        path.display()
    );
    Ok(path.to_owned())
}

/// A new file with a temporary name. It is locked as long as it is open, which tells it from what a
/// killed program has left.
fn partial_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PARTIAL);
    // Temporary files are for their owner's eyes only, results for everybody the umask allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    loop {
        let file = builder.tempfile_in(folder)?;
        // Some file systems have no locks. On those, remains stay.
        let _ = file.as_file().lock();
        // Before the lock, another program may have taken it for remains.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes the temporary files in a folder that no program is writing.
fn remove_remains(folder: &Path) {
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    for entry in entries.flatten() {
        let is_partial = entry.file_name().to_string_lossy().starts_with(PARTIAL);
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_partial || !is_file {
            continue;
        }
        let Ok(file) = File::options().write(true).open(entry.path()) else {
            continue;
        };
        // The lock is held until the file is gone: its writer may be waiting for it.
        if file.try_lock().is_ok() {
            // If it cannot be removed, it stays: it is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes a folder and those above it, if they are not there.
///
/// # Errors
/// If that cannot be done; the message names the folder.
pub fn create_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// Checks that a file which was asked for with `option` would be a new one.
///
/// # Errors
/// If there is something under its name.
pub fn check_new(path: &Path, option: &str) -> Result<()> {
    if path.symlink_metadata().is_ok() {
        bail!(
            "{} is there already: move it, or give {option} another name",
            path.display()
        );
    }
    Ok(())
}

/// Reads a file.
///
/// # Errors
/// If it is not there, may not be read, or cannot be; the message names the file and says which.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => anyhow!("there is no {}", path.display()),
        _ => anyhow!("cannot read {}: {error}", path.display()),
    })
}
