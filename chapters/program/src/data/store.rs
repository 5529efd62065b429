//! The archive in its folder: use it, fetch it, check it, remove it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use course::archive::{ARCHIVE_NAME, TAR_NAME};
use course::bounded::MAX_EXPANDED_BYTES;

use super::check::{self, Verdict};
use super::download::{self, Stopped, Wanted};
use super::error::DataError;
use super::fetch_error::{FetchError, FetchFault};
use super::found::find;
use super::limits::Limits;
use super::location::Location;
use super::lock::Lock;
use super::partial::{Origin, Partial};
use super::paths;
use super::published::Published;

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
    /// Where the archive is, packed or not, or where it would be.
    pub path: PathBuf,
    /// Whether it is a folder that somebody has unpacked.
    pub is_folder: bool,
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
    /// The path of the archive as it is fetched, whether it is there or not.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join(ARCHIVE_NAME)
    }

    /// The path of the archive as it is there, packed or not.
    ///
    /// # Errors
    /// If it is not there, or only under another name.
    pub fn found(&self) -> Result<PathBuf, DataError> {
        let path = self.path();
        find(&self.folder)?.ok_or(DataError::NoArchive { path })
    }

    /// The path of the archive, packed or not, checked, and fetched first if it is not there. `notes`
    /// gets a line for what takes time or is not as usual.
    ///
    /// # Errors
    /// What went wrong. The folder then holds nothing under the archive's name that was not there
    /// before.
    pub fn ready(&self, notes: &mut dyn Write) -> Result<PathBuf, DataError> {
        let found = match (find(&self.folder), &self.location) {
            // It may be this very file that is asked for.
            (Err(DataError::OtherName { .. }), Location::File { .. }) => None,
            (found, _) => found?,
        };
        let (path, verdict) = match found {
            Some(path) => {
                let verdict = self.remembered_or_checked(&path)?;
                (path, verdict)
            }
            None => (self.path(), self.fetch(notes)?),
        };
        if let Verdict::SameStructure(difference) = &verdict {
            // A note that cannot be written is no reason to stop, here and below.
            let _ = writeln!(
                notes,
                "note: {} is not the published file ({difference}); it holds the same numbers of \
                 reviews, and is used",
                path.display()
            );
        }
        Ok(path)
    }

    fn remembered_or_checked(&self, path: &Path) -> Result<Verdict, DataError> {
        match check::remembered(path) {
            Some(verdict) => Ok(verdict),
            None => self.verify(path),
        }
    }

    /// Checks the archive at `path`, where it was [found](Self::found), from its first byte to its
    /// last, whatever is remembered about it.
    ///
    /// # Errors
    /// If it is something else.
    pub fn verify(&self, path: &Path) -> Result<Verdict, DataError> {
        let file = check::describe(path);
        let verdict = check::check(path, &self.published);
        match &verdict {
            Ok(verdict) => check::remember(path, file, verdict),
            Err(_) => check::forget(path),
        }
        verdict
    }

    fn fetch(&self, notes: &mut dyn Write) -> Result<Verdict, DataError> {
        let path = self.path();
        fs::create_dir_all(&self.folder)
            .map_err(DataError::cannot_write(&self.folder))?;
        let _lock = self.lock(notes)?;
        if path.exists() {
            // Another program has fetched it while this one waited.
            return self.remembered_or_checked(&path);
        }
        let part = paths::part(&path);
        let url = self.url();
        if let Location::File { path: source, .. } = &self.location
            && let (Ok(source), Ok(part)) =
                (source.canonicalize(), part.canonicalize())
            && source == part
        {
            // Refused before it is opened: that would throw away what came from another address.
            return Err(self.error(FetchFault::OwnPart.into(), 1, 0));
        }
        let mut partial =
            Partial::open(&path, url).map_err(DataError::cannot_write(&part))?;
        let _ = writeln!(notes, "{}", download::announcement(url, &partial));
        let verdict = self.fill(&mut partial, notes)?;
        // Before the file has its name: whatever is done to it from then on is a change.
        let file = check::describe(&part);
        partial
            .rename(&path)
            .map_err(DataError::cannot_write(&path))?;
        check::remember(&path, file, &verdict);
        let _ = writeln!(notes, "the IMDB archive is at {}", path.display());
        Ok(verdict)
    }

    /// Takes the lock of the folder, and waits for whoever has it.
    fn lock(&self, notes: &mut dyn Write) -> Result<Lock, DataError> {
        let path = self.path();
        let part = paths::part(&path);
        Lock::take(
            &paths::lock(&path),
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
    /// pieces and is not right is fetched once more, from its first byte on.
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
        let mut is_second_chance = false;
        loop {
            let fetched = match &self.location {
                Location::File { path, .. } => {
                    download::copy(path, &wanted, partial)
                        .map_err(|stopped| (stopped, 1))
                }
                _ => download::fetch(&wanted, partial, notes),
            };
            fetched.map_err(|(stopped, tries)| {
                self.error(stopped, tries, partial.len())
            })?;
            let fault = match self.judge(partial) {
                Ok(verdict) => return Ok(verdict),
                Err(fault) => fault,
            };
            let again = partial.is_put_together() && !is_second_chance;
            let discarded = partial.discard();
            discarded.map_err(DataError::cannot_write(partial.path()))?;
            if !again {
                return Err(self.error(fault.into(), 1, 0));
            }
            let _ = writeln!(notes, "{fault}; fetching it again from the start");
            is_second_chance = true;
        }
    }

    fn judge(&self, partial: &Partial) -> Result<Verdict, FetchFault> {
        let found = partial.sha256();
        if self.location == Location::Published {
            return if found == self.published.sha256 {
                Ok(Verdict::Published)
            } else {
                Err(FetchFault::WrongSha256 { found })
            };
        }
        check::judge(partial.path(), partial.len(), || Ok(found), &self.published)
            .map_err(FetchFault::Structure)
    }

    fn error(&self, stopped: Stopped, tries: u32, kept: u64) -> DataError {
        match stopped {
            Stopped::Here(error) => error,
            Stopped::Fault(fault) => DataError::Fetch(Box::new(FetchError {
                url: self.url().to_owned(),
                fault,
                tries,
                kept,
                path: self.path(),
                published: self.published.clone(),
            })),
        }
    }

    /// What is in the folder; nothing is read whole, and nothing is changed.
    ///
    /// # Errors
    /// If the archive is not there, and a file under another name may be it.
    pub fn status(&self) -> Result<Status, DataError> {
        let fetched = self.path();
        let path = find(&self.folder)?.unwrap_or_else(|| fetched.clone());
        let len = |path: &Path| path.metadata().ok().map(|file| file.len());
        Ok(Status {
            is_folder: path.is_dir(),
            bytes: len(&path),
            verdict: check::remembered(&path),
            partial: len(&paths::part(&fetched)).unwrap_or(0),
            goes_on: Origin::noted(&fetched)
                .is_some_and(|origin| origin.url == self.url()),
            free: fs4::available_space(&self.folder).ok(),
            path,
        })
    }

    /// Deletes the archive, what is left of a download, and what is remembered about them. Returns
    /// the names of the deleted files. An archive that is unpacked stays: no program of the course
    /// has made it, and it is told by [`found`](Self::found) from then on.
    ///
    /// # Errors
    /// If another program is fetching and does not end, or a file cannot be deleted.
    pub fn remove(&self, notes: &mut dyn Write) -> Result<Vec<PathBuf>, DataError> {
        let path = self.path();
        // The lock's file stays: another program may hold it open and wait for it.
        let files = [
            path.clone(),
            paths::part(&path),
            paths::origin(&path),
            paths::verified(&path),
            paths::verified(&self.folder.join(TAR_NAME)),
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
                Err(error) => return Err(DataError::cannot_write(&file)(error)),
            }
        }
        // There may be more of it in the cache.
        for name in [ARCHIVE_NAME, TAR_NAME] {
            check::forget(&self.folder.join(name));
        }
        Ok(removed)
    }
}
