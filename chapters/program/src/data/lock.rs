//! Two programs, one download: whoever holds the lock fetches, the others wait and use the file.
//!
//! The system ties the lock to the open file and gives it up when the process ends, however that
//! happens. So a killed program leaves no lock behind, only an empty file, which means nothing.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::DataError;

/// How long a waiting program sleeps before it looks again.
const POLL: Duration = Duration::from_millis(50);

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`; waits as long as another process holds it and `growing` (say, the
    /// length of the file that it is fetching) changes at least once in `patience`. Calls `waiting`
    /// once if it has to wait.
    pub(super) fn take(
        path: &Path,
        patience: Duration,
        growing: impl Fn() -> u64,
        waiting: impl FnOnce(),
    ) -> Result<Self, DataError> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(DataError::cannot_write(path))?;
        let mut waiting = Some(waiting);
        let mut seen = (growing(), Instant::now());
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => {
                    return Err(DataError::cannot_write(path)(error));
                }
                Err(TryLockError::WouldBlock) => {}
            }
            if let Some(waiting) = waiting.take() {
                waiting();
            }
            let now = growing();
            if now != seen.0 {
                seen = (now, Instant::now());
            } else if seen.1.elapsed() > patience {
                return Err(DataError::Locked {
                    path: path.to_owned(),
                    patience,
                });
            }
            sleep(POLL);
        }
    }
}
