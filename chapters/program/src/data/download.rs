//! One file over HTTP, in as many tries as it takes; or from a file of this machine.
//!
//! A try asks for what is still missing, names the version that it has a part of, and appends what
//! comes. Trouble that may pass leads to the next try, after a pause that doubles each time. Every
//! wait has an end: connecting, the answer, each read, and the number of tries without progress.

use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget};
use ureq::http::{Response, Uri, header};
use ureq::{Agent, Body, Proxy, Timeout};

use super::error::Seconds;
use super::partial::{Origin, Partial};
use super::{DataError, Trouble, trust};
use course::text::megabytes;

use crate::terminal::byte_bar;

/// How much is handed on at a time.
const BUFFER_BYTES: usize = 64 * 1024;

/// Where the HTTP client looks for a proxy, in its order.
const PROXY_VARIABLES: [&str; 6] = [
    "ALL_PROXY",
    "all_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
];

/// How long to wait, and how often to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Tries in a row that end at the same place. (A hundredth of the file further is another place.)
    pub tries: u32,
    /// The pause before the second try; before each further one it is twice as long.
    pub first_pause: Duration,
    /// The longest time that a server may ask to wait.
    pub longest_pause: Duration,
    /// For finding the host, for connecting, for the answer, and for each read.
    pub patience: Duration,
    /// The fewest bytes to arrive in such a time.
    pub slowest: u64,
    /// How long another program that is fetching may get nowhere.
    pub patience_for_others: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tries: 5,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            patience: Duration::from_secs(30),
            slowest: 10_000,
            patience_for_others: Duration::from_secs(300),
        }
    }
}

impl Limits {
    /// The pause after so many tries in vain; at least one.
    #[must_use]
    pub fn pause(&self, in_vain: u32) -> Duration {
        self.first_pause * 2_u32.saturating_pow(in_vain.saturating_sub(1))
    }
}

/// What stopped a try.
pub(super) enum Stopped {
    /// The other side, which may do better next time.
    Trouble(Trouble),
    /// This side.
    Here(DataError),
}

impl From<Trouble> for Stopped {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
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

/// Fetches what `partial` lacks of the file. Returns the number of tries in vain before the end, and
/// what stopped the last one, if it was stopped.
pub(super) fn fetch(
    wanted: &Wanted<'_>,
    partial: &mut Partial,
    notes: &mut dyn Write,
) -> Result<(), (Stopped, u32)> {
    let limits = wanted.limits;
    let agent = agent(wanted.url, limits, notes);
    let mut furthest = partial.len();
    let mut in_vain = 0;
    loop {
        let Err(stopped) = try_once(&agent, wanted, partial) else {
            return Ok(());
        };
        // A hundred steps forward at most, so that even tries with progress come to an end.
        if partial.len()
            > furthest + partial.origin().total.unwrap_or(u64::MAX - furthest) / 100
        {
            furthest = partial.len();
            in_vain = 0;
        }
        in_vain += 1;
        let pause = limits.pause(in_vain);
        let pause = match &stopped {
            Stopped::Trouble(trouble)
                if trouble.may_pass() && in_vain < limits.tries =>
            {
                match trouble {
                    Trouble::Status {
                        wait: Some(wait), ..
                    } if *wait <= limits.longest_pause => pause.max(*wait),
                    Trouble::Status { wait: Some(_), .. } => {
                        return Err((stopped, in_vain));
                    }
                    _ => pause,
                }
            }
            _ => return Err((stopped, in_vain)),
        };
        if let Stopped::Trouble(trouble) = &stopped {
            // Nobody to tell is no reason to stop.
            let _ = writeln!(notes, "{trouble}; trying again in {}", Seconds(pause));
        }
        sleep(pause);
    }
}

fn agent(url: &str, limits: &Limits, notes: &mut dyn Write) -> Agent {
    let patience = Some(limits.patience);
    // No proxy leads back to this machine.
    let proxy = if is_this_machine(url) {
        None
    } else {
        proxy(notes)
    };
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(5)
        .timeout_resolve(patience)
        .timeout_connect(patience)
        .timeout_send_request(patience)
        .timeout_recv_response(patience)
        .timeout_per_read(patience)
        .max_idle_connections(0)
        .proxy(proxy)
        .tls_config(trust::tls(notes))
        .user_agent(concat!("hidden-state/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// The proxy that the environment names. `notes` says so where what it names is none.
fn proxy(notes: &mut dyn Write) -> Option<Proxy> {
    let proxy = Proxy::try_from_env();
    let is_set = |name: &&&str| env::var(name).is_ok_and(|value| !value.is_empty());
    if let (None, Some(name)) = (&proxy, PROXY_VARIABLES.iter().find(is_set)) {
        // Nobody to tell is no reason to stop.
        let _ = writeln!(
            notes,
            "no proxy is used: {name} is no address of one; expected http://HOST:PORT"
        );
    }
    proxy
}

fn is_this_machine(url: &str) -> bool {
    let uri: Option<Uri> = url.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse();
    host == "localhost" || address.is_ok_and(|address: IpAddr| address.is_loopback())
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
        .map_err(|error| trouble(error, wanted.limits))?;
    match answer.status().as_u16() {
        200 if is_page(&answer) => return Err(Trouble::Page.into()),
        200 => begin(&answer, wanted, partial)?,
        206 => go_on(&answer, partial)?,
        416 => return Err(start_over(partial, Trouble::Changed)),
        code => {
            let wait = retry_after(&answer);
            return Err(Trouble::Status { code, wait }.into());
        }
    }
    let waited = wanted.limits.patience;
    let silence = |error| is_timeout(&error).then_some(Trouble::Silence { waited });
    receive(answer.into_body().into_reader(), silence, wanted, partial)
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
        return Err(Trouble::Length {
            found: total,
            expected,
        }
        .into());
    }
    if total > wanted.at_most {
        return Err(Trouble::TooLong {
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
            Err(start_over(partial, Trouble::Part))
        }
        None => Err(start_over(partial, Trouble::Part)),
        Some((_, Some(total))) if origin.total.is_some_and(|ours| ours != total) => {
            Err(start_over(partial, Trouble::Changed))
        }
        Some(_) if !same_version => Err(start_over(partial, Trouble::Changed)),
        Some(_) => {
            partial.go_on();
            let total = partial.origin().total.unwrap_or(0);
            check_room(partial.path(), total.saturating_sub(partial.len()), 0)
        }
    }
}

/// What has arrived is of no use: the next try begins at the first byte.
fn start_over(partial: &mut Partial, why: Trouble) -> Stopped {
    match partial.discard() {
        Ok(()) => why.into(),
        Err(error) => cannot_write(partial, error),
    }
}

/// A network that wants a login, and many a server without the file, send a page in its place.
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
    // Asked before it is opened: opening may wait for ever, for what is no ordinary file.
    let metadata = file.metadata().map_err(Trouble::File)?;
    if !metadata.is_file() {
        return Err(Trouble::NoFile.into());
    }
    let total = metadata.len();
    let source = File::open(file).map_err(Trouble::File)?;
    start(
        Origin {
            url: wanted.url.to_owned(),
            version: None,
            total: Some(total),
        },
        wanted,
        partial,
    )?;
    let broken = |error| Some(Trouble::File(error));
    receive(source, broken, wanted, partial).map_err(|stopped| match stopped {
        // The next copy begins at the first byte in any case.
        Stopped::Trouble(trouble) => start_over(partial, trouble),
        here @ Stopped::Here(_) => here,
    })
}

/// Appends everything that comes. `says` is what an error of `body` says of itself; any other one is
/// an end that came too early.
fn receive(
    mut body: impl Read,
    says: impl Fn(io::Error) -> Option<Trouble>,
    wanted: &Wanted<'_>,
    partial: &mut Partial,
) -> Result<(), Stopped> {
    let limits = wanted.limits;
    let total = partial.origin().total;
    let bar = Bar::new(total.unwrap_or(0), partial.len());
    let most = total.unwrap_or(wanted.at_most);
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut since = (Instant::now(), partial.len());
    loop {
        let read = match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => match says(error) {
                Some(trouble) => return Err(trouble.into()),
                None if total.is_some() => break,
                // Without a length, only this error tells that the file has not ended.
                None => {
                    let received = partial.len();
                    return Err(Trouble::CutSomewhere { received }.into());
                }
            },
        };
        if partial.len() + read as u64 > most {
            return Err(start_over(partial, Trouble::TooLong { expected: most }));
        }
        partial
            .append(&buffer[..read])
            .map_err(|error| cannot_write(partial, error))?;
        bar.0.set_position(partial.len());
        if since.0.elapsed() > limits.patience {
            if partial.len() < since.1 + limits.slowest {
                let (slowest, waited) = (limits.slowest, limits.patience);
                return Err(Trouble::Slow { slowest, waited }.into());
            }
            since = (Instant::now(), partial.len());
        }
    }
    match total {
        Some(expected) if partial.len() < expected => Err(Trouble::Cut {
            received: partial.len(),
            expected,
        }
        .into()),
        _ => Ok(()),
    }
}

fn is_timeout(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    error.kind() == io::ErrorKind::TimedOut
        || matches!(inner, Some(ureq::Error::Timeout(_)))
}

/// A bar that is gone when the try is over, so that what is printed next has a line of its own.
struct Bar(ProgressBar);

impl Bar {
    fn new(total: u64, arrived: u64) -> Self {
        let bar = byte_bar(total, "fetching");
        // Speed and time left are judged by what this try brings, so nobody sees the jump to where it
        // begins.
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
    Stopped::Here(DataError::Folder {
        path: PathBuf::from(partial.path()),
        error,
    })
}

/// What the HTTP client's error means for a reader.
fn trouble(error: ureq::Error, limits: &Limits) -> Trouble {
    match error {
        ureq::Error::HostNotFound => Trouble::NoHost,
        ureq::Error::Timeout(Timeout::Resolve) => Trouble::NoHost,
        ureq::Error::Timeout(_) => Trouble::Silence {
            waited: limits.patience,
        },
        ureq::Error::TooManyRedirects => Trouble::Redirects,
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut => Trouble::Silence {
                waited: limits.patience,
            },
            // What the TLS library has against the other side, it says as an error of this kind.
            io::ErrorKind::InvalidData => Trouble::NoTrust(error.to_string()),
            // The standard library has no kind for a name that is not known. It has words of its own
            // on Unix, and Windows has these numbers.
            _ if error.to_string().contains("lookup address") => Trouble::NoHost,
            _ if matches!(error.raw_os_error(), Some(11001..=11004)) => {
                Trouble::NoHost
            }
            _ => Trouble::NoConnection(error),
        },
        ureq::Error::ConnectionFailed => {
            Trouble::NoConnection(io::ErrorKind::ConnectionRefused.into())
        }
        // "proxy server responded 407/407", or that it did not respond.
        ureq::Error::ConnectProxyFailed(why) => Trouble::Proxy {
            code: why.rsplit_once('/').and_then(|(_, code)| code.parse().ok()),
        },
        ureq::Error::Tls(why) => Trouble::NoTrust(why.to_owned()),
        ureq::Error::Rustls(why) => Trouble::NoTrust(why.to_string()),
        error => Trouble::Answer(error.to_string()),
    }
}

/// What is said before the first byte.
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

    #[test]
    fn no_proxy_leads_to_this_machine() {
        for here in [
            "http://127.0.0.1:8/a",
            "http://localhost/a",
            "http://[::1]:80/",
        ] {
            assert!(is_this_machine(here), "{here}");
        }
        for elsewhere in ["https://ai.stanford.edu/a", "http://10.0.0.1/", "none"] {
            assert!(!is_this_machine(elsewhere), "{elsewhere}");
        }
    }
}
