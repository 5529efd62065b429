//! A case: a script for the server, a state of the folder, and what has to come of it.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Duration;

use program::data::{ARCHIVE_NAME, Limits, Location, Published, Store};

use crate::archives::{REVIEWS, sha256};
use crate::files::{one, other};
use crate::server::{Reply, Server};

/// Where a case fetches from.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Source {
    /// Where the file is published, which is the server's address.
    Published,
    /// The same address, given with `--data-url`.
    Other,
    /// The server's address after this scheme.
    Scheme(&'static str),
    /// Another address altogether.
    Url(&'static str),
    /// A file in the folder.
    File(&'static str),
}

/// The whole file, or the rest of it, as it should be.
pub(crate) fn good() -> Reply {
    Reply::good(&one())
}

/// The same, and the connection breaks at this percentage of the file.
pub(crate) fn cut(percent: usize) -> Reply {
    Reply::cut(&one(), percent)
}

/// What has to come of a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// The whole published file is there.
    Whole,
    /// A file of the same structure is there.
    SameStructure,
    /// An error, and nothing under the final name that was not there before.
    Refused,
}
use Outcome::{Refused, SameStructure, Whole};

/// See the module. The table shows it under its name.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    script: Vec<Reply>,
    from: Source,
    limits: Limits,
    /// How long the published file is said to be, if not as long as it is.
    bytes: Option<u64>,
    /// Puts the folder into the state that the case begins with.
    before: Box<dyn Fn(&Path) + Send>,
    /// How often the program is run.
    runs: usize,
    outcome: Outcome,
    /// The name of the snapshot, if a page of the book shows the message.
    shown: Option<&'static str>,
    /// Whether the numbers in its messages differ from run to run.
    vague: bool,
}

/// Patient, so that a busy machine changes nothing; quick in trying again.
pub(crate) fn limits() -> Limits {
    Limits {
        first_pause: Duration::from_millis(1),
        patience: Duration::from_secs(20),
        ..Limits::default()
    }
}

/// A case that is run once, with patience, from where the file is published, in an empty folder.
pub(crate) fn case(
    name: &'static str,
    script: Vec<Reply>,
    outcome: Outcome,
) -> Case {
    Case {
        name,
        script,
        from: Source::Published,
        limits: limits(),
        bytes: None,
        before: Box::new(|_| {}),
        runs: 1,
        outcome,
        shown: None,
        vague: false,
    }
}

impl Case {
    pub(crate) fn from(self, from: Source) -> Self {
        Self { from, ..self }
    }

    pub(crate) fn before(self, before: impl Fn(&Path) + Send + 'static) -> Self {
        let before = Box::new(before);
        Self { before, ..self }
    }

    /// The published file is said to have so many bytes.
    pub(crate) fn published_bytes(self, bytes: u64) -> Self {
        let bytes = Some(bytes);
        Self { bytes, ..self }
    }

    pub(crate) fn runs(self, runs: usize) -> Self {
        Self { runs, ..self }
    }

    pub(crate) fn vague(self) -> Self {
        let vague = true;
        Self { vague, ..self }
    }

    pub(crate) fn shown(self, name: &'static str) -> Self {
        let shown = Some(name);
        Self { shown, ..self }
    }

    /// For servers that say nothing: two tries, and little patience.
    pub(crate) fn impatient(mut self) -> Self {
        self.limits.patience = Duration::from_millis(250);
        self.limits.tries = 2;
        self
    }
}

/// What the published file is, if it is this one.
pub(crate) fn published(url: String, file: &[u8]) -> Published {
    Published {
        url,
        bytes: file.len() as u64,
        sha256: sha256(file),
        reviews_per_folder: REVIEWS,
    }
}

/// What came of a case.
pub(crate) struct Report {
    pub(crate) name: &'static str,
    /// Its rows in the table.
    pub(crate) text: String,
    /// What the last run has told.
    pub(crate) message: String,
    pub(crate) shown: Option<&'static str>,
}

/// Runs a case in a folder of its own, with a server of its own.
///
/// # Panics
/// If something else comes of it.
pub(crate) fn run(case: &Case) -> Report {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    fs::create_dir(&folder).unwrap();
    (case.before)(&folder);
    let placed = fs::read(folder.join(ARCHIVE_NAME)).ok();
    let server = Server::start(case.script.clone());
    let store = store(case, &folder, &server);

    let (mut text, mut message, mut outcome) =
        (String::new(), String::new(), Refused);
    for _ in 0..case.runs {
        (outcome, message) = run_once(&store);
        message = message
            .replace(&server.address.to_string(), "SERVER")
            .replace(&folder.display().to_string(), "DATA")
            .replace(&store.published.sha256, "SHA256")
            .replace(&sha256(&other()), "ANOTHER");
        text += &message;
    }
    let requests = server.requests();
    if !requests.is_empty() {
        writeln!(text, "requests: {}", requests.join(", ")).unwrap();
    }
    assert_eq!(outcome, case.outcome, "{}:\n{text}", case.name);
    let left = what_is_left(&folder, outcome, placed.as_deref())
        .unwrap_or_else(|wrong| panic!("{}: {wrong}\n{text}", case.name));
    writeln!(text, "afterwards: {left}").unwrap();
    if case.vague {
        (text, message) = (without_numbers(&text), without_numbers(&message));
    }
    Report {
        name: case.name,
        text,
        message,
        shown: case.shown,
    }
}

/// The store that a case is about.
fn store(case: &Case, folder: &Path, server: &Server) -> Store {
    let file_url = |name: &str| format!("file://{}/{name}", folder.display());
    let at = |url: &str| Location::other(url).unwrap();
    let url = match case.from {
        Source::Scheme(scheme) => server.url().replacen("http", scheme, 1),
        Source::Url(url) => url.to_owned(),
        _ => server.url(),
    };
    let published = published(url, &one());
    Store {
        folder: folder.to_owned(),
        published: Published {
            bytes: case.bytes.unwrap_or(published.bytes),
            ..published
        },
        location: match case.from {
            Source::Published | Source::Scheme(_) | Source::Url(_) => {
                Location::Published
            }
            Source::Other => at(&server.url()),
            Source::File(name) => at(&file_url(name)),
        },
        limits: case.limits.clone(),
    }
}

/// What comes of a run, and what it tells.
fn run_once(store: &Store) -> (Outcome, String) {
    let mut notes = Vec::new();
    let result = store.ready(&mut notes);
    let notes = String::from_utf8(notes).unwrap();
    match result {
        Err(error) => (Refused, format!("{notes}error: {error}\n")),
        Ok(_) if notes.contains("is not the published file") => {
            (SameStructure, notes)
        }
        Ok(_) => (Whole, notes),
    }
}

/// What the folder holds after this outcome, in words; an error if it is not what it should be.
/// `placed` is what was under the archive's name before.
fn what_is_left(
    folder: &Path,
    outcome: Outcome,
    placed: Option<&[u8]>,
) -> Result<String, &'static str> {
    let there = fs::read(folder.join(ARCHIVE_NAME)).ok();
    let left = match (outcome, &there) {
        (Whole, Some(bytes)) if *bytes == *one() => "the whole file",
        (SameStructure, Some(_)) => "a whole file of the same structure",
        (Refused, None) => "nothing",
        (Refused, there) if there.as_deref() == placed => "what was placed there",
        _ => return Err("under the final name is something wrong"),
    };
    let part = fs::metadata(folder.join("aclImdb_v1.tar.gz.part"));
    let part = part.ok().filter(|part| part.is_file() && part.len() > 0);
    let part = part.map_or(String::new(), |part| {
        format!(", and a part of {} bytes", part.len())
    });
    Ok(format!("{left}{part}"))
}

/// Every number as N, wherever a word begins with it.
fn without_numbers(text: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    let mask = |word: &str| match (word.find(is_digit), word.rfind(is_digit)) {
        // Not the digits of a name, such as `SHA-256`.
        (Some(start), Some(end))
            if !word[..start].contains(char::is_alphanumeric) =>
        {
            format!("{}N{}", &word[..start], &word[end + 1..])
        }
        _ => word.to_owned(),
    };
    text.split_inclusive(char::is_whitespace)
        .map(mask)
        .collect()
}
