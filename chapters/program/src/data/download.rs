//! One file over HTTP, in as many tries as it takes; or from a file of this machine.
//!
//! A try asks for what is still missing, names the version that it has a part of, and appends what
//! comes. A transient fault leads to the next try, after a pause that doubles each time. Every wait
//! has an end: connecting, the answer, each read, and the number of tries without progress.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use course::text::megabytes;
use indicatif::{ProgressBar, ProgressDrawTarget};
use ureq::http::{Response, header};
use ureq::{Agent, Body};

use super::client;
use super::error::DataError;
use super::fetch_error::FetchFault;
use super::limits::Limits;
use super::partial::{Origin, Partial};
use super::words::Seconds;
use crate::terminal::byte_bar;

/// How much is handed on at a time.
const BUFFER_BYTES: usize = 64 * 1024;

/// What stopped a try.
pub(super) enum Stopped {
    /// The other side or the way to it.
    Fault(FetchFault),
    /// This machine; another try would end in the same way.
    Here(DataError),
}

impl From<FetchFault> for Stopped {
    fn from(fault: FetchFault) -> Self {
        Self::Fault(fault)
    }
}

/// What a try needs to know about the file.
pub(super) struct Wanted<'a> {
    /// Its address.
    pub(super) url: &'a str,
    /// Its length, where it has to be the published one.
    pub(super) bytes: Option<u64>,
    /// The most bytes that are taken from any location.
    pub(super) at_most: u64,
    /// How long to wait.
    pub(super) limits: &'a Limits,
}

/// Fetches what `partial` lacks of the file. If that fails: what stopped the last try, and how many
/// tries in a row have failed.
pub(super) fn fetch(
    wanted: &Wanted<'_>,
    partial: &mut Partial,
    notes: &mut dyn Write,
) -> Result<(), (Stopped, u32)> {
    let limits = wanted.limits;
    let agent = client::agent(wanted.url, limits, notes);
    let mut furthest = partial.len();
    let mut failed = 0;
    loop {
        let Err(stopped) = try_once(&agent, wanted, partial) else {
            return Ok(());
        };
        // Progress is a hundredth of the file, so that tries with progress come to an end, too.
        let step = partial.origin().total.map_or(u64::MAX, |total| total / 100);
        if partial.len() > furthest.saturating_add(step) {
            furthest = partial.len();
            failed = 0;
        }
        failed += 1;
        let fault = match stopped {
            Stopped::Fault(fault) if failed < limits.tries => fault,
            stopped => return Err((stopped, failed)),
        };
        let Some(pause) = pause_after(&fault, failed, limits) else {
            return Err((fault.into(), failed));
        };
        // A note that cannot be written is no reason to stop.
        let _ = writeln!(notes, "{fault}; trying again in {}", Seconds(pause));
        sleep(pause);
    }
}

/// How long to wait before the next try; `None` if there should be none.
fn pause_after(
    fault: &FetchFault,
    failed: u32,
    limits: &Limits,
) -> Option<Duration> {
    let pause = limits.pause(failed);
    match fault {
        _ if !fault.is_transient() => None,
        FetchFault::Status {
            wait: Some(wait), ..
        } => (*wait <= limits.longest_pause).then(|| pause.max(*wait)),
        _ => Some(pause),
    }
}

fn try_once(
    agent: &Agent,
    wanted: &Wanted<'_>,
    partial: &mut Partial,
) -> Result<(), Stopped> {
    if partial.is_complete() {
        return Ok(());
    }
    let mut request = agent.get(wanted.url);
    if partial.len() > 0 {
        request = request.header(header::RANGE, format!("bytes={}-", partial.len()));
        if let Some(version) = &partial.origin().version {
            request = request.header(header::IF_RANGE, version);
        }
    }
    let answer = request
        .call()
        .map_err(|error| client::fault(error, wanted.limits))?;
    match answer.status().as_u16() {
        200 if is_page(&answer) => return Err(FetchFault::WebPage.into()),
        200 => begin(&answer, wanted, partial)?,
        206 => go_on(&answer, partial)?,
        416 => return Err(start_over(partial, FetchFault::Changed)),
        code => {
            let wait = retry_after(&answer);
            return Err(FetchFault::Status { code, wait }.into());
        }
    }
    let waited = wanted.limits.patience;
    let fault_of =
        |error| client::is_timeout(&error).then_some(FetchFault::Timeout { waited });
    receive(answer.into_body().into_reader(), fault_of, wanted, partial)
}

/// The answer is the whole file: whatever has arrived so far is of no use.
fn begin(
    answer: &Response<Body>,
    wanted: &Wanted<'_>,
    partial: &mut Partial,
) -> Result<(), Stopped> {
    let total = answer.body().content_length().or(wanted.bytes);
    start(
        Origin {
            url: wanted.url.to_owned(),
            version: version(answer),
            total,
        },
        wanted,
        partial,
    )
}

/// Begins the part of a file, if there is room for it and its length can be right.
fn start(
    origin: Origin,
    wanted: &Wanted<'_>,
    partial: &mut Partial,
) -> Result<(), Stopped> {
    let total = origin.total.unwrap_or(0);
    if let Some(expected) = wanted.bytes.filter(|bytes| *bytes != total) {
        return Err(FetchFault::WrongLength {
            found: total,
            expected,
        }
        .into());
    }
    if total > wanted.at_most {
        return Err(FetchFault::TooLong {
            expected: wanted.at_most,
        }
        .into());
    }
    check_room(partial.path(), total, partial.len())?;
    partial.begin(origin).map_err(|error| {
        let source = error
            .downcast()
            .unwrap_or_else(|error| io::Error::other(error.to_string()));
        cannot_write(partial, source)
    })
}

/// The answer is the rest of the file, if it is the rest of the same one.
fn go_on(answer: &Response<Body>, partial: &mut Partial) -> Result<(), Stopped> {
    let range = text(answer, header::CONTENT_RANGE).unwrap_or_default();
    let origin = partial.origin();
    let same_version = match (&origin.version, version(answer)) {
        (Some(ours), Some(theirs)) => *ours == theirs,
        _ => true,
    };
    match parse_range(range) {
        Some((from, _)) if from != partial.len() => {
            Err(start_over(partial, FetchFault::WrongPart))
        }
        None => Err(start_over(partial, FetchFault::WrongPart)),
        Some((_, Some(total))) if origin.total.is_some_and(|ours| ours != total) => {
            Err(start_over(partial, FetchFault::Changed))
        }
        Some(_) if !same_version => Err(start_over(partial, FetchFault::Changed)),
        Some(_) => {
            partial.go_on();
            let total = partial.origin().total.unwrap_or(0);
            check_room(partial.path(), total.saturating_sub(partial.len()), 0)
        }
    }
}

/// What has arrived is of no use: the next try begins at the first byte.
fn start_over(partial: &mut Partial, why: FetchFault) -> Stopped {
    match partial.discard() {
        Ok(()) => why.into(),
        Err(error) => cannot_write(partial, error),
    }
}

/// A network that wants a login sends a page in the place of the file. So do servers that have lost it.
fn is_page(answer: &Response<Body>) -> bool {
    text(answer, header::CONTENT_TYPE)
        .is_some_and(|kind| kind.starts_with("text/html"))
}

/// `bytes 100-199/200` is the part from 100 on of a file of 200 bytes, `/*` one of unknown length.
fn parse_range(range: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = range.strip_prefix("bytes ")?.split_once('/')?;
    let from = range.split_once('-')?.0.parse().ok()?;
    match total {
        "*" => Some((from, None)),
        total => Some((from, Some(total.parse().ok()?))),
    }
}

/// What tells two versions of a file apart: a strong `ETag`, else the time of the last change.
fn version(answer: &Response<Body>) -> Option<String> {
    text(answer, header::ETAG)
        .filter(|tag| !tag.starts_with("W/"))
        .or_else(|| text(answer, header::LAST_MODIFIED))
        .map(str::to_owned)
}

/// The time that the server asks to wait, if it says so in seconds.
fn retry_after(answer: &Response<Body>) -> Option<Duration> {
    let seconds = text(answer, header::RETRY_AFTER)?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn text(answer: &Response<Body>, name: header::HeaderName) -> Option<&str> {
    answer.headers().get(name)?.to_str().ok()
}

/// Copies a file of this machine as if it came from a server.
pub(super) fn copy(
    file: &Path,
    wanted: &Wanted<'_>,
    partial: &mut Partial,
) -> Result<(), Stopped> {
    // Before it is opened: opening a named pipe waits until somebody writes to it.
    let metadata = file.metadata().map_err(FetchFault::Unreadable)?;
    if !metadata.is_file() {
        return Err(FetchFault::NotRegular.into());
    }
    let total = metadata.len();
    let source = File::open(file).map_err(FetchFault::Unreadable)?;
    start(
        Origin {
            url: wanted.url.to_owned(),
            version: None,
            total: Some(total),
        },
        wanted,
        partial,
    )?;
    let unreadable = |error| Some(FetchFault::Unreadable(error));
    receive(source, unreadable, wanted, partial).map_err(|stopped| match stopped {
        // The next copy begins at the first byte in any case.
        Stopped::Fault(fault) => start_over(partial, fault),
        here @ Stopped::Here(_) => here,
    })
}

/// Appends everything that comes. An error of `body` without a `fault_of` its own is an end, too
/// early if not all has arrived.
fn receive(
    mut body: impl Read,
    fault_of: impl Fn(io::Error) -> Option<FetchFault>,
    wanted: &Wanted<'_>,
    partial: &mut Partial,
) -> Result<(), Stopped> {
    let limits = wanted.limits;
    let total = partial.origin().total;
    let bar = Bar::new(total.unwrap_or(0), partial.len());
    let most = total.unwrap_or(wanted.at_most);
    let mut buffer = vec![0; BUFFER_BYTES];
    // The speed is measured over spans as long as the patience: when the span began, and where.
    let mut since = (Instant::now(), partial.len());
    loop {
        let read = match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => match fault_of(error) {
                Some(fault) => return Err(fault.into()),
                None if total.is_some() => break,
                // Without a length, only this error tells that the file has not ended.
                None => return Err(broke(partial)),
            },
        };
        if partial.len() + read as u64 > most {
            return Err(start_over(partial, FetchFault::TooLong { expected: most }));
        }
        partial
            .append(&buffer[..read])
            .map_err(|error| cannot_write(partial, error))?;
        bar.0.set_position(partial.len());
        if since.0.elapsed() > limits.patience {
            if partial.len() < since.1 + limits.slowest {
                let (slowest, waited) = (limits.slowest, limits.patience);
                return Err(FetchFault::TooSlow { slowest, waited }.into());
            }
            since = (Instant::now(), partial.len());
        }
    }
    match total {
        Some(expected) if partial.len() < expected => Err(broke(partial)),
        _ => Ok(()),
    }
}

fn broke(partial: &Partial) -> Stopped {
    FetchFault::ConnectionBroke {
        received: partial.len(),
        expected: partial.origin().total,
    }
    .into()
}

/// A bar that is gone when the try is over, so that what is printed next has a line of its own.
struct Bar(ProgressBar);

impl Bar {
    fn new(total: u64, arrived: u64) -> Self {
        let bar = byte_bar(total, "fetching");
        // Speed and time left follow from what this try brings. Shown while it jumps to where the try
        // begins, the bar would count the jump as speed.
        bar.set_draw_target(ProgressDrawTarget::hidden());
        bar.set_position(arrived);
        bar.reset_eta();
        bar.set_draw_target(ProgressDrawTarget::stderr());
        Self(bar)
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Whether the disk has room for what is to come; `reused` bytes of it are there already.
fn check_room(part: &Path, to_come: u64, reused: u64) -> Result<(), Stopped> {
    let folder = part.parent().unwrap_or(Path::new("."));
    let needed = to_come.saturating_sub(reused);
    match fs4::available_space(folder) {
        Ok(free) if free < needed => Err(Stopped::Here(DataError::NoRoom {
            folder: folder.to_owned(),
            needed,
            free,
        })),
        // A file system that cannot say how much is free will say when it is full.
        _ => Ok(()),
    }
}

fn cannot_write(partial: &Partial, error: io::Error) -> Stopped {
    Stopped::Here(DataError::cannot_write(partial.path())(error))
}

/// The note before the first byte.
pub(super) fn announcement(url: &str, partial: &Partial) -> String {
    match partial.len() {
        0 => format!("fetching {url}"),
        len => format!("fetching {url} from where it broke off, {}", megabytes(len)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_parsed() {
        assert_eq!(parse_range("bytes 100-199/200"), Some((100, Some(200))));
        assert_eq!(parse_range("bytes 100-199/*"), Some((100, None)));
        for wrong in [
            "",
            "bytes",
            "bytes */200",
            "bytes -1/2",
            "lines 1-2/3",
            "bytes 1-2",
        ] {
            assert_eq!(parse_range(wrong), None, "{wrong}");
        }
    }
}
