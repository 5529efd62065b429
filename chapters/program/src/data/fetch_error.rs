//! Why a download failed, and how to get the file all the same.
//!
//! A [`FetchError`] is the whole story, as the reader sees it. The [`FetchFault`] in it is what went
//! wrong in one try.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use course::text::thousands;
use thiserror::Error;
use ureq::http::StatusCode;

use super::published::Published;
use super::structure::StructureFault;
use super::words::{Seconds, plain};

/// A download that did not succeed.
#[derive(Debug, Error)]
#[error(
    "cannot fetch {url}: {fault}{}\n{}{}{}",
    times(*tries), about_certificates(fault), arrived(*kept), by_hand(path, published)
)]
pub struct FetchError {
    /// The address asked for.
    pub url: String,
    /// What went wrong in the last try.
    pub fault: FetchFault,
    /// How many tries in a row have failed.
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

/// What to do where no known authority has signed the server's certificate.
fn about_certificates(fault: &FetchFault) -> &'static str {
    match fault {
        // The TLS library gives its reason only as text.
        FetchFault::Tls(why) if why.contains("certificate") => {
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

/// What can go wrong in one try to fetch a file.
#[derive(Debug, Error)]
pub enum FetchFault {
    /// The host's name has no address.
    #[error("its host is not known (is there a network?)")]
    HostNotFound,
    /// The host, or the proxy before it, takes no connection.
    #[error("no connection: {}", plain(.0))]
    NoConnection(io::Error),
    /// The proxy takes the connection and leads no further.
    #[error("the proxy that the environment names {}", match code {
        Some(code) => format!("answers {}", status(*code)),
        None => "does not answer".to_owned(),
    })]
    Proxy {
        /// HTTP's status code, if the proxy sends one.
        code: Option<u16>,
    },
    /// The server cannot prove who it is, or does not speak TLS.
    #[error("no connection that can be trusted: {0}")]
    Tls(String),
    /// The server answers with a status instead of the file.
    #[error("the server answers {}{}", status(*code), asks_to_wait(*wait))]
    Status {
        /// HTTP's status code.
        code: u16,
        /// How long the server asks to wait before the next try.
        wait: Option<Duration>,
    },
    /// The server leads from one address to the next.
    #[error("it is redirected again and again")]
    TooManyRedirects,
    /// The response is not HTTP, or does not fit the request.
    #[error("the server's answer makes no sense: {0}")]
    InvalidResponse(String),
    /// The time for connecting or answering is over, or nothing has come for too long.
    #[error("nothing came for {}", Seconds(*waited))]
    Timeout {
        /// How long was waited.
        waited: Duration,
    },
    /// Bytes come, but at this speed the file would take days.
    #[error("less than {} bytes came in {}", thousands(*slowest as usize), Seconds(*waited))]
    TooSlow {
        /// The fewest bytes that would have been enough.
        slowest: u64,
        /// In which time.
        waited: Duration,
    },
    /// The connection ended before the file did.
    #[error("the connection broke after {}{} bytes", thousands(*received as usize), of(*expected))]
    ConnectionBroke {
        /// How many bytes have arrived, those of earlier tries included.
        received: u64,
        /// How long the file is, if the server has said so.
        expected: Option<u64>,
    },
    /// More comes than the file is long.
    #[error("more than {} bytes came", thousands(*expected as usize))]
    TooLong {
        /// How long the file is.
        expected: u64,
    },
    /// A web page comes in the place of the file.
    #[error(
        "a page to read comes and not the file; does this network ask for a login in a browser?"
    )]
    WebPage,
    /// The server sends a part that does not go on where the last one ended.
    #[error("the server sends another part of the file than was asked for")]
    WrongPart,
    /// The server's file is not the one that the first part came from.
    #[error("the server's file has changed meanwhile")]
    Changed,
    /// The server's file cannot be the published one.
    #[error("the server's file has {} bytes, and the published one {}", thousands(*found as usize), thousands(*expected as usize))]
    WrongLength {
        /// How long the server's file is.
        found: u64,
        /// How long the published one is.
        expected: u64,
    },
    /// As many bytes as the published file has, but not the same ones.
    #[error("what came has another SHA-256 than the published file, {found}")]
    WrongSha256 {
        /// The SHA-256 of what came.
        found: String,
    },
    /// What another location has is not an archive of reviews.
    #[error("what came is not the IMDB archive: {0}")]
    Structure(#[source] StructureFault),
    /// The file that a `file://` address names cannot be read.
    #[error("cannot read the file: {}", plain(.0))]
    Unreadable(io::Error),
    /// A `file://` address names a folder, a device or the like.
    #[error("it is not a regular file")]
    NotRegular,
    /// A `file://` address names the part of a download that broke off.
    #[error("it is the part of a download that broke off, and not the whole")]
    OwnPart,
}

impl FetchFault {
    /// Whether it may be over in a moment, so that another try makes sense.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::HostNotFound
            | Self::NoConnection(_)
            | Self::Timeout { .. }
            | Self::TooSlow { .. }
            | Self::ConnectionBroke { .. }
            | Self::WrongPart
            | Self::Changed => true,
            Self::Proxy { code } => code.is_none_or(|code| code >= 500),
            Self::Status { code, .. } => {
                matches!(code, 408 | 425 | 429 | 500 | 502 | 503 | 504)
            }
            Self::Tls(_)
            | Self::TooManyRedirects
            | Self::InvalidResponse(_)
            | Self::WebPage
            | Self::TooLong { .. }
            | Self::WrongLength { .. }
            | Self::WrongSha256 { .. }
            | Self::Structure(_)
            | Self::Unreadable(_)
            | Self::NotRegular
            | Self::OwnPart => false,
        }
    }
}

fn status(code: u16) -> String {
    let reason = StatusCode::from_u16(code)
        .ok()
        .and_then(|code| code.canonical_reason());
    reason.map_or(code.to_string(), |reason| format!("{code} ({reason})"))
}

fn asks_to_wait(wait: Option<Duration>) -> String {
    wait.map_or(String::new(), |wait| format!(" and asks to wait {}", Seconds(wait)))
}

fn of(expected: Option<u64>) -> String {
    expected
        .map_or(String::new(), |bytes| format!(" of {}", thousands(bytes as usize)))
}
