//! The archive in its folder: use it, fetch it, check it, remove it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use ureq::http::Uri;

use super::check::{self, Verdict};
use super::download::{self, Limits, Stopped, Wanted};
use super::error::Failure;
use super::lock::Lock;
use super::partial::{Origin, Partial, beside, origin_path, part_path};
use super::{ARCHIVE_NAME, DataError, Published, Trouble};
use course::bounded::MAX_EXPANDED_BYTES;

/// Where the archive is fetched from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// Where it is published: length and SHA-256 must be the published ones.
    Published,
    /// Another server. Its file may be another one of the same structure.
    Http(String),
    /// A file of this machine; it may be another one of the same structure, too.
    File {
        /// Its address.
        url: String,
        /// Its path.
        path: PathBuf,
    },
}

impl Location {
    /// The location with this address, as given with `--data-url`.
    ///
    /// # Errors
    /// [`DataError::Address`] if it begins with neither `https://` nor `http://` nor `file:///`.
    pub fn other(url: &str) -> Result<Self, DataError> {
        let uri: Option<Uri> = url.parse().ok();
        let scheme = uri.as_ref().and_then(Uri::scheme_str);
        if matches!(scheme, Some("http" | "https")) {
            return Ok(Self::Http(url.to_owned()));
        }
        let path = url.strip_prefix("file://");
        let path = path.and_then(|path| file_path(path, cfg!(windows)));
        let path = path.ok_or_else(|| DataError::Address {
            url: url.to_owned(),
        })?;
        Ok(Self::File {
            url: url.to_owned(),
            path,
        })
    }
}

/// The path that stands after `file://` in an address, where a space is `%20`: RFC 8089.
fn file_path(rest: &str, drives_have_letters: bool) -> Option<PathBuf> {
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/C:/folder/file` is an absolute path without its first slash, where drives have letters.
    let path = match path.as_bytes() {
        [b'/', drive, b':', ..]
            if drives_have_letters && drive.is_ascii_alphabetic() =>
        {
            &path[1..]
        }
        [b'/', ..] => &path,
        _ => return None,
    };
    Some(PathBuf::from(path))
}

/// The archive in the data folder, there or to be fetched.
#[derive(Clone, Debug)]
pub struct Store {
    /// The data folder.
    pub folder: PathBuf,
    /// What the archive should be.
    pub published: Published,
    /// Where it is fetched from.
    pub location: Location,
    /// How long to wait for that.
    pub limits: Limits,
}

/// What is in the data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// How long the archive is, if there is one.
    pub bytes: Option<u64>,
    /// What the last check has found, if the archive has not changed since.
    pub verdict: Option<Verdict>,
    /// How much of a download that broke off is kept.
    pub partial: u64,
    /// Whether a download from here would go on from there.
    pub goes_on: bool,
    /// How much room the disk has left, if it says so.
    pub free: Option<u64>,
}

impl Store {
    /// The path of the archive, whether it is there or not.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join(ARCHIVE_NAME)
    }

    /// The path of the archive, checked, and fetched first if it is not there. `notes` gets a line
    /// for what takes time or is not as usual.
    ///
    /// # Errors
    /// What went wrong. The folder then holds nothing under the archive's name that was not there
    /// before.
    pub fn ready(&self, notes: &mut dyn Write) -> Result<PathBuf, DataError> {
        let path = self.path();
        let verdict = if path.exists() {
            self.remembered_or_checked()?
        } else {
            self.fetch(notes)?
        };
        if let Verdict::SameStructure(difference) = &verdict {
            // Nobody to tell is no reason to stop.
            let _ = writeln!(
                notes,
                "note: {} is not the published file ({difference}); it holds the same numbers of \
                 reviews, and is used",
                path.display()
            );
        }
        Ok(path)
    }

    fn remembered_or_checked(&self) -> Result<Verdict, DataError> {
        match check::remembered(&self.path()) {
            Some(verdict) => Ok(verdict),
            None => self.verify(),
        }
    }

    /// Checks the archive from its first byte to its last, whatever is remembered about it.
    ///
    /// # Errors
    /// If it is not there, or is something else.
    pub fn verify(&self) -> Result<Verdict, DataError> {
        let path = self.path();
        if !path.exists() {
            return Err(DataError::NoArchive { path });
        }
        let file = check::describe(&path);
        let verdict = check::check(&path, &self.published);
        match &verdict {
            Ok(verdict) => check::remember(&path, file, verdict),
            Err(_) => check::forget(&path),
        }
        verdict
    }

    fn fetch(&self, notes: &mut dyn Write) -> Result<Verdict, DataError> {
        let path = self.path();
        let cannot_write = |path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| DataError::Folder { path, error }
        };
        fs::create_dir_all(&self.folder).map_err(cannot_write(&self.folder))?;
        let _lock = self.lock(notes)?;
        if path.exists() {
            // Another program has fetched it while this one waited.
            return self.remembered_or_checked();
        }
        let part = part_path(&path);
        let url = self.url();
        if let Location::File { path: source, .. } = &self.location
            && let (Ok(source), Ok(part)) =
                (source.canonicalize(), part.canonicalize())
            && source == part
        {
            // Opening the part would throw away what came from another address.
            return Err(self.failure(Stopped::Trouble(Trouble::OwnPart), 1, 0));
        }
        let mut partial = Partial::open(&path, url).map_err(cannot_write(&part))?;
        let _ = writeln!(notes, "{}", download::announcement(url, &partial));
        let verdict = self.fill(&mut partial, notes)?;
        let file = check::describe(&part);
        partial.rename(&path).map_err(cannot_write(&path))?;
        check::remember(&path, file, &verdict);
        let _ = writeln!(notes, "the IMDB archive is at {}", path.display());
        Ok(verdict)
    }

    /// Takes the lock of the folder, and waits for whoever has it.
    fn lock(&self, notes: &mut dyn Write) -> Result<Lock, DataError> {
        let path = self.path();
        let part = part_path(&path);
        Lock::take(
            &beside(&path, "lock"),
            self.limits.patience_for_others,
            || part.metadata().map_or(0, |file| file.len()),
            || {
                let _ = writeln!(
                    notes,
                    "waiting for another program that fetches the archive"
                );
            },
        )
    }

    fn url(&self) -> &str {
        match &self.location {
            Location::Published => &self.published.url,
            Location::Http(url) | Location::File { url, .. } => url,
        }
    }

    /// Fetches what is missing and judges the whole. A file that was put together from several
    /// pieces and is not right gets one second chance, from its first byte on.
    fn fill(
        &self,
        partial: &mut Partial,
        notes: &mut dyn Write,
    ) -> Result<Verdict, DataError> {
        let wanted = Wanted {
            url: self.url(),
            bytes: (self.location == Location::Published)
                .then_some(self.published.bytes),
            at_most: MAX_EXPANDED_BYTES.max(self.published.bytes),
            limits: &self.limits,
        };
        let mut chances = 2;
        loop {
            chances -= 1;
            let fetched = match &self.location {
                Location::File { path, .. } => {
                    download::copy(path, &wanted, partial)
                        .map_err(|stopped| (stopped, 1))
                }
                _ => download::fetch(&wanted, partial, notes),
            };
            fetched.map_err(|(stopped, tries)| {
                self.failure(stopped, tries, partial.len())
            })?;
            let trouble = match self.judge(partial) {
                Ok(verdict) => return Ok(verdict),
                Err(trouble) => trouble,
            };
            let again = partial.is_put_together() && chances > 0;
            partial.discard().map_err(|error| DataError::Folder {
                path: partial.path().to_owned(),
                error,
            })?;
            if !again {
                return Err(self.failure(Stopped::Trouble(trouble), 1, 0));
            }
            let _ = writeln!(notes, "{trouble}; fetching it again from the start");
        }
    }

    fn judge(&self, partial: &Partial) -> Result<Verdict, Trouble> {
        let found = partial.sha256();
        if self.location == Location::Published {
            return if found == self.published.sha256 {
                Ok(Verdict::Published)
            } else {
                Err(Trouble::Sum { found })
            };
        }
        check::judge(partial.path(), partial.len(), || Ok(found), &self.published)
            .map_err(Trouble::Structure)
    }

    fn failure(&self, stopped: Stopped, tries: u32, kept: u64) -> DataError {
        match stopped {
            Stopped::Here(error) => error,
            Stopped::Trouble(trouble) => DataError::Fetch(Box::new(Failure {
                url: self.url().to_owned(),
                trouble,
                tries,
                kept,
                path: self.path(),
                published: self.published.clone(),
            })),
        }
    }

    /// What is in the folder; nothing is read whole, and nothing is changed.
    #[must_use]
    pub fn status(&self) -> Status {
        let path = self.path();
        let len = |path: &Path| path.metadata().ok().map(|file| file.len());
        Status {
            bytes: len(&path),
            verdict: check::remembered(&path),
            partial: len(&part_path(&path)).unwrap_or(0),
            goes_on: Origin::noted(&path)
                .is_some_and(|origin| origin.url == self.url()),
            free: fs4::available_space(&self.folder).ok(),
        }
    }

    /// Deletes the archive, what is left of a download, and what is remembered about them. Returns
    /// the names of the deleted files.
    ///
    /// # Errors
    /// If another program is fetching and does not end, or a file cannot be deleted.
    pub fn remove(&self, notes: &mut dyn Write) -> Result<Vec<PathBuf>, DataError> {
        let path = self.path();
        // The lock stays: whoever waits for it holds this very file.
        let files = [
            path.clone(),
            part_path(&path),
            origin_path(&path),
            beside(&path, "verified"),
        ];
        if !files.iter().any(|file| file.exists()) {
            return Ok(Vec::new());
        }
        let _lock = self.lock(notes)?;
        let mut removed = Vec::new();
        for file in files {
            match fs::remove_file(&file) {
                Ok(()) => removed.push(file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(DataError::Folder { path: file, error }),
            }
        }
        check::forget(&path);
        Ok(removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drive_has_its_letter_after_a_slash() {
        let path = "/C:/a%20b.tar.gz";
        let with = |letters| file_path(path, letters).unwrap();
        assert_eq!(with(true), Path::new("C:/a b.tar.gz"));
        assert_eq!(with(false), Path::new("/C:/a b.tar.gz"));
    }

    #[test]
    fn an_address_is_a_server_or_a_file() {
        for url in ["https://example.org/a", "http://127.0.0.1:80/a"] {
            assert_eq!(
                Location::other(url).unwrap(),
                Location::Http(url.to_owned())
            );
        }
        for (url, path) in [
            ("file:///a/b%20c.tar.gz", "/a/b c.tar.gz"),
            ("file://localhost/a", "/a"),
        ] {
            let (url, path) = (url.to_owned(), PathBuf::from(path));
            assert_eq!(Location::other(&url).unwrap(), Location::File { url, path });
        }
        for wrong in [
            "",
            "/a/b",
            "file://elsewhere/a",
            "file:a",
            "ftp://a/b",
            "file:///%ff",
            "http://",
            "http://a b/c",
        ] {
            let error = Location::other(wrong).unwrap_err();
            assert!(error.to_string().contains("file:///"), "{wrong}");
        }
    }
}
