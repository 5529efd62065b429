//! Errors of the system and times, in a reader's words.

use std::fmt;
use std::io;
use std::time::Duration;

/// The system's word for an error, or a plainer one where that says more.
pub(super) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "there is a file in the place of a folder".to_owned()
        }
        io::ErrorKind::IsADirectory => "there is a folder in its place".to_owned(),
        io::ErrorKind::NotFound => "there is none".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::UnexpectedEof => "it was closed without an answer".to_owned(),
        kind => match kind.to_string().as_str() {
            // The standard library has no kind for it, but the system has a message.
            "other error" | "uncategorized error" => error.to_string(),
            word => word.to_owned(),
        },
    }
}

/// A time as a person reads it: `30 s`, `0.25 s`.
pub(super) struct Seconds(pub(super) Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0.as_secs_f64())
    }
}
