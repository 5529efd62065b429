//! What can go wrong with the data, and what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;
use ureq::http::StatusCode;

use super::structure::StructureFault;
use super::{ARCHIVE_URL, FOLDER_VARIABLE, Published};
use course::text::{megabytes, thousands};

/// Why the data cannot be used.
#[derive(Debug, Error)]
pub enum DataError {
    /// The platform names no cache folder, and nobody named another.
    #[error(
        "no data folder: this system names no cache folder; name one with --data-dir or {FOLDER_VARIABLE}"
    )]
    NoFolder,
    /// The archive is not in the data folder.
    #[error(
        "the IMDB archive is not at {}\n\
         fetch it with `cargo run -p program -- data fetch`, or fetch {ARCHIVE_URL} yourself\n\
         and put the file there, or name the folder that holds it with --data-dir or {FOLDER_VARIABLE};\n\
         without it, `--data practice` needs no download", path.display()
    )]
    NoArchive {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is a file, and it is something else.
    #[error(
        "{} is not the IMDB archive: {fault}\n{}; then it is fetched anew",
        path.display(), out_of_the_way(fault)
    )]
    NotTheArchive {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: StructureFault,
    },
    /// `--data-url` is no address that can be fetched from.
    #[error(
        "--data-url {url}: expected an address that begins with https://, http:// or file:///"
    )]
    Address {
        /// What was given.
        url: String,
    },
    /// The data folder, or a file in it, cannot be made or written.
    #[error(
        "cannot write {}: {}\n{} with --data-dir or {FOLDER_VARIABLE}",
        path.display(), plain(error), another_folder(error.kind())
    )]
    Folder {
        /// What was to be written.
        path: PathBuf,
        /// What the system says. (No `source`: the message says it already.)
        error: io::Error,
    },
    /// There is less room on the disk than the rest of the file needs.
    #[error(
        "no room for the IMDB archive in {}: {} are to come, and {} are free\n\
         make room, or name a folder on another disk with --data-dir or {FOLDER_VARIABLE}",
        folder.display(), megabytes(*needed), megabytes(*free)
    )]
    NoRoom {
        /// The data folder.
        folder: PathBuf,
        /// How many bytes are still to come.
        needed: u64,
        /// How many bytes are free.
        free: u64,
    },
    /// Another program holds the lock and does not get on.
    #[error(
        "another program holds {} and has fetched nothing for {}\n\
         end it, or name another folder with --data-dir or {FOLDER_VARIABLE}",
        path.display(), Seconds(*patience)
    )]
    Locked {
        /// The lock.
        path: PathBuf,
        /// How long nothing has come.
        patience: Duration,
    },
    /// The archive could not be fetched.
    #[error(transparent)]
    Fetch(Box<Failure>),
}

/// What to do about a file that cannot be used.
fn out_of_the_way(fault: &StructureFault) -> &'static str {
    match fault {
        // What cannot be read, say a folder, is perhaps not ours to delete.
        StructureFault::Unreadable(_) | StructureFault::NoFile => "move it away",
        _ => "move it away, or delete it with `cargo run -p program -- data remove`",
    }
}

/// What to do where a folder takes no file.
fn another_folder(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room, or name a folder on another disk"
        }
        _ => "name a folder that can be written to",
    }
}

/// A download that did not succeed, and how to get the file all the same.
#[derive(Debug, Error)]
#[error(
    "cannot fetch {url}: {trouble}{}\n{}{}{}",
    times(*tries), vouch(trouble), arrived(*kept), by_hand(path, published)
)]
pub struct Failure {
    /// The address asked for.
    pub url: String,
    /// What went wrong the last time.
    pub trouble: Trouble,
    /// How often it was tried in vain.
    pub tries: u32,
    /// How many bytes have arrived and are kept.
    pub kept: u64,
    /// Where the file belongs.
    pub path: PathBuf,
    /// The file that belongs there.
    pub published: Published,
}

fn times(tries: u32) -> String {
    match tries {
        0 | 1 => String::new(),
        tries => format!(" (tried {tries} times)"),
    }
}

/// What to do where nobody known vouches for a server.
fn vouch(trouble: &Trouble) -> &'static str {
    match trouble {
        // The TLS library says why in words only.
        Trouble::NoTrust(why) if why.contains("certificate") => {
            "where a network has an authority of its own, name the file with its certificate in\n\
             SSL_CERT_FILE; and see that this machine's date is right\n"
        }
        _ => "",
    }
}

fn arrived(bytes: u64) -> String {
    match bytes {
        0 => String::new(),
        bytes => format!(
            "{} bytes have arrived and are kept: the next run goes on from there\n",
            thousands(bytes as usize)
        ),
    }
}

/// What to do where the archive cannot be fetched: exactly which file, and exactly where.
fn by_hand(path: &Path, published: &Published) -> String {
    format!(
        "another location can be given with --data-url; without a network, get the file\n\
         {} ({} bytes, SHA-256 {})\non another machine and put it at {}",
        published.url,
        thousands(published.bytes as usize),
        published.sha256,
        path.display()
    )
}

/// What can go wrong while a file is fetched.
#[derive(Debug, Error)]
pub enum Trouble {
    /// Nobody knows the host's address.
    #[error("its host is not known (is there a network?)")]
    NoHost,
    /// The host, or the proxy before it, takes no connection.
    #[error("no connection: {}", plain(.0))]
    NoConnection(io::Error),
    /// The proxy takes the connection and leads no further.
    #[error("the proxy that the environment names {}", match code {
        Some(code) => format!("answers {}", status(*code)),
        None => "does not answer".to_owned(),
    })]
    Proxy {
        /// HTTP's status code, if the proxy says something.
        code: Option<u16>,
    },
    /// The server is not who it says it is, or speaks no TLS.
    #[error("no connection that can be trusted: {0}")]
    NoTrust(String),
    /// The server has something to say, but not the file.
    #[error("the server answers {}{}", status(*code), waits(*wait))]
    Status {
        /// HTTP's status code.
        code: u16,
        /// How long the server asks to wait before the next try.
        wait: Option<Duration>,
    },
    /// The server leads from one address to the next.
    #[error("it is redirected again and again")]
    Redirects,
    /// The server says something that is not HTTP, or not an answer to what it was asked.
    #[error("the server's answer makes no sense: {0}")]
    Answer(String),
    /// The time for connecting or answering is over, or nothing has come for too long.
    #[error("nothing came for {}", Seconds(*waited))]
    Silence {
        /// How long was waited.
        waited: Duration,
    },
    /// Bytes come, and so few that it would take days.
    #[error("less than {} bytes came in {}", thousands(*slowest as usize), Seconds(*waited))]
    Slow {
        /// The fewest bytes that would have been enough.
        slowest: u64,
        /// In which time.
        waited: Duration,
    },
    /// The connection ended before the file did.
    #[error("the connection broke after {} of {} bytes", thousands(*received as usize), thousands(*expected as usize))]
    Cut {
        /// How many bytes have arrived, those of earlier tries included.
        received: u64,
        /// How long the file is.
        expected: u64,
    },
    /// The connection ended before the file did, whose length the server has not told.
    #[error("the connection broke after {} bytes", thousands(*received as usize))]
    CutSomewhere {
        /// How many bytes have arrived.
        received: u64,
    },
    /// More comes than the file is long.
    #[error("more than {} bytes came", thousands(*expected as usize))]
    TooLong {
        /// How long the file is.
        expected: u64,
    },
    /// A page to read comes in the place of the file.
    #[error(
        "a page to read comes and not the file; does this network ask for a login in a browser?"
    )]
    Page,
    /// The server sends a part that does not go on where the last one ended.
    #[error("the server sends another part of the file than was asked for")]
    Part,
    /// The server's file is another one than the first part was of.
    #[error("the server's file has changed meanwhile")]
    Changed,
    /// The server's file cannot be the published one.
    #[error("the server's file has {} bytes, and the published one {}", thousands(*found as usize), thousands(*expected as usize))]
    Length {
        /// How long the server's file is.
        found: u64,
        /// How long the published one is.
        expected: u64,
    },
    /// The right number of bytes, and not the right ones.
    #[error("what came has another SHA-256 than the published file, {found}")]
    Sum {
        /// The SHA-256 of what came.
        found: String,
    },
    /// What another location has is no archive of reviews.
    #[error("what came is not the IMDB archive: {0}")]
    Structure(#[source] StructureFault),
    /// The file that a `file://` address names cannot be read.
    #[error("cannot read the file: {}", plain(.0))]
    File(io::Error),
    /// A `file://` address names a folder, a device or the like.
    #[error("it is no ordinary file")]
    NoFile,
    /// A `file://` address names the part of a download that broke off.
    #[error("it is the part of a download that broke off, and not the whole")]
    OwnPart,
}

impl Trouble {
    /// Whether it may be over in a moment, so that it is worth trying again.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::NoHost
            | Self::NoConnection(_)
            | Self::Silence { .. }
            | Self::Slow { .. }
            | Self::Cut { .. }
            | Self::CutSomewhere { .. }
            | Self::Part
            | Self::Changed => true,
            Self::Proxy { code } => code.is_none_or(|code| code >= 500),
            Self::Status { code, .. } => {
                matches!(code, 408 | 425 | 429 | 500 | 502 | 503 | 504)
            }
            Self::NoTrust(_)
            | Self::Redirects
            | Self::Answer(_)
            | Self::Page
            | Self::TooLong { .. }
            | Self::Length { .. }
            | Self::Sum { .. }
            | Self::Structure(_)
            | Self::File(_)
            | Self::NoFile
            | Self::OwnPart => false,
        }
    }
}

/// The system's word for an error, where a plainer one says more.
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

fn status(code: u16) -> String {
    let reason = StatusCode::from_u16(code)
        .ok()
        .and_then(|code| code.canonical_reason());
    reason.map_or(code.to_string(), |reason| format!("{code} ({reason})"))
}

fn waits(wait: Option<Duration>) -> String {
    wait.map_or(String::new(), |wait| {
        format!(" and asks to wait {}", Seconds(wait))
    })
}

/// A time as a person reads it: `30 s`, `0.25 s`.
pub(super) struct Seconds(pub(super) Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0.as_secs_f64())
    }
}
