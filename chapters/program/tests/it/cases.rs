//! One fault after the other, in this process. Each case is a script for the server, a state of the
//! folder, and what has to come of it; the snapshot `cases` is the table of all of them.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use program::data::{ARCHIVE_NAME, Limits, Location, Published, Store};

use crate::archives::{REVIEWS, bomb, sha256, small};
use crate::server::{End, Length, Reply, Server};

/// No case may take longer; if one does, it hangs.
const HANGS: Duration = Duration::from_secs(90);
/// How many cases run side by side; most of them wait most of the time.
const AT_ONCE: usize = 8;

/// Where a case fetches from.
#[derive(Clone, Copy, PartialEq)]
enum From {
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

/// What has to come of a case.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    /// The whole published file is there.
    Whole,
    /// A file of the same structure is there.
    SameStructure,
    /// An error, and nothing under the final name that was not there before.
    Refused,
}
use Outcome::{Refused, SameStructure, Whole};

struct Case {
    name: &'static str,
    script: Vec<Reply>,
    from: From,
    limits: Limits,
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

/// The published file, and one of the same length with other words.
struct Files {
    one: Arc<Vec<u8>>,
    other: Arc<Vec<u8>>,
}

fn files() -> Files {
    Files {
        one: Arc::new(small(1)),
        other: Arc::new(small(2)),
    }
}

/// Patient, so that a busy machine changes nothing; quick in trying again.
fn limits() -> Limits {
    Limits {
        first_pause: Duration::from_millis(1),
        patience: Duration::from_secs(20),
        ..Limits::default()
    }
}

fn case(name: &'static str, script: Vec<Reply>, outcome: Outcome) -> Case {
    Case {
        name,
        script,
        from: From::Published,
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
    fn from(self, from: From) -> Self {
        Self { from, ..self }
    }

    fn before(self, before: impl Fn(&Path) + Send + 'static) -> Self {
        let before = Box::new(before);
        Self { before, ..self }
    }

    fn runs(self, runs: usize) -> Self {
        Self { runs, ..self }
    }

    fn vague(self) -> Self {
        let vague = true;
        Self { vague, ..self }
    }

    fn shown(self, name: &'static str) -> Self {
        let shown = Some(name);
        Self { shown, ..self }
    }

    /// For servers that say nothing: two tries, and little patience.
    fn impatient(mut self) -> Self {
        self.limits.patience = Duration::from_millis(250);
        self.limits.tries = 2;
        self
    }
}

fn cases() -> Vec<Case> {
    let Files { one, other } = files();
    let good = || Reply::good(&one);
    let cut = |percent| Reply::cut(&one, percent);
    let status = Reply::status;
    let len = one.len();
    let mut flipped = one.as_ref().clone();
    flipped[len / 2] ^= 1;
    let flipped = Arc::new(flipped);
    let shorter = Arc::new(one[..len - 1].to_vec());
    let longer = Arc::new([one.as_slice(), b"x"].concat());
    let far_longer = Arc::new([one.as_slice(), &[0; 1 << 20]].concat());
    let page = Arc::new(b"<html>log in to use this network</html>".to_vec());
    let put = |name: &'static str, bytes: &Arc<Vec<u8>>| {
        let bytes = Arc::clone(bytes);
        move |folder: &Path| fs::write(folder.join(name), bytes.as_slice()).unwrap()
    };
    let archive = |bytes: &Arc<Vec<u8>>| put(ARCHIVE_NAME, bytes);
    let at =
        |percent: usize, bytes: &[u8]| bytes[..bytes.len() * percent / 100].to_vec();
    let part = |bytes: Vec<u8>, note: &'static str| {
        move |folder: &Path| {
            fs::write(folder.join("aclImdb_v1.tar.gz.part"), &bytes).unwrap();
            fs::write(folder.join("aclImdb_v1.tar.gz.part.json"), note).unwrap();
        }
    };
    let missing = {
        let archive = crate::archives::archive(
            REVIEWS - 1,
            10,
            1,
            flate2::Compression::none(),
        );
        Arc::new(archive)
    };

    vec![
        // Breaks.
        case("the whole file at once", vec![good()], Whole),
        case("cut at 0 %", vec![cut(0), good()], Whole),
        case("cut at 10 %", vec![cut(10), good()], Whole),
        case("cut at 50 %", vec![cut(50), good()], Whole),
        case("cut at 99 %", vec![cut(99), good()], Whole),
        case(
            "cut at 10, 50 and 99 %",
            vec![cut(10), cut(50), cut(99), good()],
            Whole,
        ),
        case(
            "cut nine times, a tenth later each time",
            (1..10).map(|i| cut(10 * i)).chain([good()]).collect(),
            Whole,
        ),
        case(
            "cut at 40 %, and again at the same place for ever",
            vec![cut(40)],
            Refused,
        )
        .shown("cut"),
        case(
            "the same, and the program is run again",
            [vec![cut(40); 5], vec![good()]].concat(),
            Whole,
        )
        .runs(2),
        case(
            "closed before the answer",
            vec![good().end(End::NoAnswer), good()],
            Whole,
        ),
        case(
            "closed in the head of the answer",
            vec![good().end(End::HalfAHead), good()],
            Whole,
        ),
        // Resuming.
        case(
            "a resume that is ignored",
            vec![
                cut(50),
                Reply {
                    ranges: false,
                    ..good()
                },
            ],
            Whole,
        ),
        case(
            "a resume for another version, with another ETag",
            vec![Reply::cut(&other, 50).version(&["ETag: \"old\""]), good()],
            Whole,
        ),
        case(
            "a part of another version, though If-Range forbids it",
            vec![
                Reply::cut(&other, 50).version(&["ETag: \"old\""]),
                Reply {
                    looks_at_version: false,
                    ..good()
                },
                good(),
            ],
            Whole,
        ),
        case(
            "a part from another place than asked for",
            vec![
                cut(50),
                good().head(&format!("Content-Range: bytes 7-{}/{len}", len - 1)),
                good(),
            ],
            Whole,
        ),
        case(
            "a part of a file of another length",
            vec![
                cut(50),
                good()
                    .head(&format!("Content-Range: bytes {}-99999/100000", len / 2)),
                good(),
            ],
            Whole,
        ),
        case(
            "a part without its range",
            vec![cut(50), good().head("Content-Range: some"), good()],
            Whole,
        ),
        case(
            "a part, though the whole was asked for",
            vec![
                Reply {
                    status: Some("206 Partial Content"),
                    ..good()
                }
                .head(&format!("Content-Range: bytes 9-{}/{len}", len - 1)),
                good(),
            ],
            Whole,
        ),
        case(
            "a range that cannot be had",
            vec![cut(50), status("416 Range Not Satisfiable"), good()],
            Whole,
        ),
        case(
            "a resume by the time of the last change",
            vec![
                cut(50).version(&["Last-Modified: Mon, 20 Jun 2011 20:35:00 GMT"]),
                good().version(&["Last-Modified: Mon, 20 Jun 2011 20:35:00 GMT"]),
            ],
            Whole,
        ),
        case(
            "a weak ETag, which proves nothing",
            vec![
                cut(50).version(&["ETag: W/\"one\""]),
                good().version(&["ETag: W/\"one\""]),
            ],
            Whole,
        ),
        case(
            "another version that nothing tells apart",
            vec![Reply::cut(&other, 50).version(&[]), good().version(&[])],
            Whole,
        ),
        case(
            "the same, and it stays another",
            vec![
                Reply::cut(&other, 50).version(&[]),
                good().version(&[]),
                Reply::good(&other).version(&[]),
            ],
            Refused,
        ),
        case(
            "the same, from a server that never sends the whole at once",
            (0..10)
                .flat_map(|_| [Reply::cut(&other, 50), Reply::good(&other)])
                .map(|reply| reply.version(&[]))
                .collect(),
            Refused,
        ),
        // Lengths and sums.
        case("a byte too few", vec![Reply::good(&shorter)], Refused),
        case("a byte too many", vec![Reply::good(&longer)], Refused),
        case("no length told", vec![good().length(Length::Untold)], Whole),
        case(
            "no length told, and cut",
            vec![cut(50).length(Length::Untold), good()],
            Whole,
        ),
        case(
            "no length told, and too long",
            vec![Reply::good(&longer).length(Length::Untold)],
            Refused,
        ),
        Case {
            bytes: Some(200_000),
            ..case(
                "no length told, and far too long",
                vec![Reply::good(&far_longer).length(Length::Untold)],
                Refused,
            )
        },
        case("in chunks", vec![good().length(Length::Chunked)], Whole),
        case(
            "in chunks, and cut",
            vec![cut(50).length(Length::Chunked), good()],
            Whole,
        ),
        case("one bit wrong", vec![Reply::good(&flipped)], Refused).shown("sum"),
        case(
            "a page to log in",
            vec![Reply::good(&page).head("Content-Type: text/html; charset=utf-8")],
            Refused,
        )
        .shown("page"),
        case(
            "a page that does not say so",
            vec![Reply::good(&page)],
            Refused,
        ),
        case(
            "a page that does not say so, without its length",
            vec![Reply::good(&page).length(Length::Untold)],
            Refused,
        ),
        // Status.
        case("403", vec![status("403 Forbidden")], Refused),
        case("404", vec![status("404 Not Found")], Refused).shown("not_found"),
        case("410", vec![status("410 Gone")], Refused),
        case(
            "429 with a second to wait",
            vec![
                status("429 Too Many Requests").head("Retry-After: 1"),
                good(),
            ],
            Whole,
        ),
        case(
            "429 with an hour to wait",
            vec![status("429 Too Many Requests").head("Retry-After: 3600")],
            Refused,
        ),
        case(
            "429 with a date to wait for",
            vec![
                status("429 Too Many Requests")
                    .head("Retry-After: Mon, 20 Jun 2011 20:35:00 GMT"),
                good(),
            ],
            Whole,
        ),
        case(
            "500 three times",
            [vec![status("500 Internal Server Error"); 3], vec![good()]].concat(),
            Whole,
        ),
        case(
            "500 for ever",
            vec![status("500 Internal Server Error")],
            Refused,
        ),
        case(
            "503 in the middle",
            vec![cut(50), status("503 Service Unavailable"), good()],
            Whole,
        ),
        // Redirects.
        case(
            "a redirect",
            vec![status("302 Found").head("Location: /elsewhere"), good()],
            Whole,
        ),
        case(
            "a redirect, a break, a redirect",
            vec![
                status("301 Moved Permanently").head("Location: /elsewhere"),
                cut(50),
                status("301 Moved Permanently").head("Location: /elsewhere"),
                good(),
            ],
            Whole,
        ),
        case(
            "a redirect without end",
            vec![status("302 Found").head("Location: /again")],
            Refused,
        ),
        case("a redirect to nowhere", vec![status("302 Found")], Refused),
        case(
            "a redirect to a file",
            vec![status("302 Found").head("Location: file:///etc/hostname")],
            Refused,
        ),
        // Silence.
        case("no answer", vec![good().end(End::Silence), good()], Whole).impatient(),
        case(
            "no answer for ever",
            vec![good().end(End::Silence)],
            Refused,
        )
        .impatient(),
        case(
            "silence in the head",
            vec![good().end(End::StallingHead), good()],
            Whole,
        )
        .impatient(),
        case(
            "silence in the middle",
            vec![cut(50).end(End::Stall), good()],
            Whole,
        )
        .impatient(),
        case(
            "silence in the middle, for ever",
            vec![cut(50).end(End::Stall)],
            Refused,
        )
        .impatient(),
        case("a byte now and then", vec![cut(50).end(End::Drip)], Refused)
            .impatient()
            .vague(),
        // Connections.
        case("not HTTP", vec![good().end(End::Gibberish)], Refused),
        case("no TLS", vec![good()], Refused).from(From::Scheme("https")),
        case("nobody listens", vec![], Refused)
            .from(From::Url("http://127.0.0.1:1/aclImdb_v1.tar.gz")),
        case("a host that nobody knows", vec![], Refused)
            .from(From::Url("http://no-such-host.invalid/aclImdb_v1.tar.gz"))
            .shown("no_network"),
        // The folder.
        case("a file in the place of the folder", vec![good()], Refused)
            .before(|folder| {
                fs::remove_dir(folder).unwrap();
                fs::write(folder, "mine").unwrap();
            })
            .shown("not_writable"),
        case(
            "a folder in the place of the archive",
            vec![good()],
            Refused,
        )
        .before(|folder| {
            fs::create_dir(folder.join(ARCHIVE_NAME)).unwrap();
        }),
        case("a folder in the place of the part", vec![good()], Refused).before(
            |folder| {
                fs::create_dir(folder.join("aclImdb_v1.tar.gz.part")).unwrap();
            },
        ),
        case("a folder in the place of the lock", vec![good()], Refused).before(
            |folder| {
                fs::create_dir(folder.join("aclImdb_v1.tar.gz.lock")).unwrap();
            },
        ),
        Case {
            bytes: Some(1 << 60),
            ..case(
                "no room on the disk",
                vec![Reply {
                    length: Length::Untold,
                    ..good()
                }],
                Refused,
            )
        }
        .shown("no_room")
        .vague(),
        // What an earlier run has left.
        case("a part of a file from another address", vec![good()], Whole).before(
            part(
                at(50, &other),
                r#"{"url":"http://elsewhere/","version":null,"total":null}"#,
            ),
        ),
        case("a part whose note is damaged", vec![good()], Whole)
            .before(part(at(50, &other), "{\"url\"")),
        // Placed by hand.
        case("the published file, placed by hand", vec![], Whole)
            .before(archive(&one)),
        case(
            "another file of the same structure, placed by hand",
            vec![],
            SameStructure,
        )
        .before(archive(&other))
        .shown("by_hand"),
        case("a cut file, placed by hand", vec![], Refused)
            .before(archive(&Arc::new(at(50, &one))))
            .shown("by_hand_cut"),
        case("an empty file, placed by hand", vec![], Refused)
            .before(archive(&Arc::new(Vec::new()))),
        case("a page, placed by hand", vec![], Refused).before(archive(&page)),
        case("a file with one bit wrong, placed by hand", vec![], Refused)
            .before(archive(&flipped)),
        case(
            "an archive that lacks a review in each folder, placed by hand",
            vec![],
            Refused,
        )
        .before(archive(&missing)),
        case(
            "a file that expands beyond bounds, placed by hand",
            vec![],
            Refused,
        )
        .before(archive(&Arc::new(bomb()))),
        // Other locations.
        case(
            "the published file from another location",
            vec![good()],
            Whole,
        )
        .from(From::Other),
        case(
            "another location, another file of the same structure",
            vec![Reply::good(&other)],
            SameStructure,
        )
        .from(From::Other),
        case(
            "another location, one bit wrong",
            vec![Reply::good(&flipped)],
            Refused,
        )
        .from(From::Other),
        case(
            "another location, a page",
            vec![Reply::good(&page)],
            Refused,
        )
        .from(From::Other),
        case(
            "another location, cut at 50 %",
            vec![Reply::cut(&other, 50), Reply::good(&other)],
            SameStructure,
        )
        .from(From::Other),
        case(
            "another location, in chunks, and cut",
            vec![
                Reply::cut(&other, 50).length(Length::Chunked),
                Reply::good(&other).length(Length::Chunked),
            ],
            SameStructure,
        )
        .from(From::Other),
        case("a file of this machine", vec![], Whole)
            .before(put("a file.tar.gz", &one))
            .from(From::File("a%20file.tar.gz")),
        case("a file of this machine that is not there", vec![], Refused)
            .from(From::File("none.tar.gz")),
        case("a cut file of this machine", vec![], Refused)
            .before(put("cut.tar.gz", &Arc::new(at(50, &one))))
            .from(From::File("cut.tar.gz")),
        case("a folder of this machine", vec![], Refused)
            .before(|folder| fs::create_dir(folder.join("folder")).unwrap())
            .from(From::File("folder")),
        case("the part of a download that broke off", vec![], Refused)
            .before(part(at(50, &one), "{}"))
            .from(From::File("aclImdb_v1.tar.gz.part")),
    ]
}

fn published(url: String, file: &[u8]) -> Published {
    Published {
        url,
        bytes: file.len() as u64,
        sha256: sha256(file),
        reviews_per_folder: REVIEWS,
    }
}

/// What came of a case: its rows in the table, and the last message.
struct Report {
    name: &'static str,
    text: String,
    message: String,
    shown: Option<&'static str>,
}

fn run(case: &Case) -> Report {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    fs::create_dir(&folder).unwrap();
    (case.before)(&folder);
    let placed = fs::read(folder.join(ARCHIVE_NAME)).ok();
    let server = Server::start(case.script.clone());
    let one = files().one;
    let file_url = |name: &str| format!("file://{}/{name}", folder.display());
    let other = |url: &str| Location::other(url).unwrap();
    let store = Store {
        folder: folder.clone(),
        published: Published {
            url: match case.from {
                From::Scheme(scheme) => server.url().replacen("http", scheme, 1),
                From::Url(url) => url.to_owned(),
                _ => server.url(),
            },
            bytes: case.bytes.unwrap_or(one.len() as u64),
            sha256: sha256(&one),
            reviews_per_folder: REVIEWS,
        },
        location: match case.from {
            From::Published | From::Scheme(_) | From::Url(_) => Location::Published,
            From::Other => other(&server.url()),
            From::File(name) => other(&file_url(name)),
        },
        limits: case.limits.clone(),
    };

    let mut text = String::new();
    let mut message = String::new();
    let mut outcome = Refused;
    for _ in 0..case.runs {
        let mut notes = Vec::new();
        let result = store.ready(&mut notes);
        let notes = String::from_utf8(notes).unwrap();
        outcome = match &result {
            Err(_) => Refused,
            Ok(_) if notes.contains("is not the published file") => SameStructure,
            Ok(_) => Whole,
        };
        let error = result.as_ref().err().map(ToString::to_string);
        message = format!(
            "{notes}{}",
            error.map_or(String::new(), |error| format!("error: {error}\n"))
        );
        message = message
            .replace(&server.address.to_string(), "SERVER")
            .replace(&folder.display().to_string(), "DATA")
            .replace(&store.published.sha256, "SHA256")
            .replace(&sha256(&files().other), "ANOTHER");
        text += &message;
    }
    let requests = server.requests();
    if !requests.is_empty() {
        writeln!(text, "requests: {}", requests.join(", ")).unwrap();
    }

    assert_eq!(outcome, case.outcome, "{}:\n{text}", case.name);
    let there = fs::read(folder.join(ARCHIVE_NAME)).ok();
    let left = match (outcome, &there) {
        (Whole, Some(bytes)) if *bytes == *one => "the whole file",
        (SameStructure, Some(_)) => "a whole file of the same structure",
        (Refused, None) => "nothing",
        (Refused, there) if *there == placed => "what was placed there",
        _ => panic!(
            "{}: under the final name is something wrong\n{text}",
            case.name
        ),
    };
    let part = fs::metadata(folder.join("aclImdb_v1.tar.gz.part"));
    let part = part.ok().filter(|part| part.is_file() && part.len() > 0);
    let part = part.map_or(String::new(), |part| {
        format!(", and a part of {} bytes", part.len())
    });
    writeln!(text, "afterwards: {left}{part}").unwrap();
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

#[test]
fn no_fault_does_harm() {
    let cases = cases();
    let count = cases.len();
    assert!(count >= 40);
    let (sender, reports) = channel();
    let queue = Arc::new(Mutex::new(cases.into_iter().enumerate()));
    for _ in 0..AT_ONCE {
        let (queue, sender) = (Arc::clone(&queue), sender.clone());
        thread::spawn(move || {
            loop {
                let Some((number, case)) = queue.lock().unwrap().next() else {
                    return;
                };
                let report =
                    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        run(&case)
                    }));
                sender.send((number, case.name, report)).unwrap();
            }
        });
    }
    drop(sender);
    let mut done = Vec::new();
    while done.len() < count {
        match reports.recv_timeout(HANGS) {
            Ok((number, name, report)) => {
                done.push((
                    number,
                    report.unwrap_or_else(|_| panic!("`{name}` failed")),
                ));
            }
            Err(RecvTimeoutError::Timeout) => {
                panic!("a case hangs; done are {}", done.len())
            }
            Err(RecvTimeoutError::Disconnected) => panic!("the threads are gone"),
        }
    }
    done.sort_by_key(|(number, _)| *number);

    let mut table = format!("{count} cases\n");
    for (_, report) in done {
        let text = report.text.trim_end().replace('\n', "\n    ");
        write!(table, "\n{}\n    {text}\n", report.name).unwrap();
        if let Some(name) = report.shown {
            insta::assert_snapshot!(name, report.message);
        }
    }
    insta::assert_snapshot!("cases", table);
}

/// `/dev/full` takes nothing, like a disk without room, for whoever runs the tests.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_leaves_nothing() {
    let Files { one, .. } = files();
    let before = |folder: &Path| {
        std::os::unix::fs::symlink(
            "/dev/full",
            folder.join("aclImdb_v1.tar.gz.part"),
        )
        .unwrap();
    };
    let case = case("disk full", vec![Reply::good(&one)], Refused).before(before);
    let report = run(&case);
    assert!(
        report.message.contains("the disk is full\nmake room"),
        "{}",
        report.message
    );
}

/// `/dev/zero` never ends.
#[cfg(target_os = "linux")]
#[test]
fn what_is_no_ordinary_file_is_not_read() {
    let zero = |name: &'static str| {
        move |folder: &Path| {
            std::os::unix::fs::symlink("/dev/zero", folder.join(name)).unwrap();
        }
    };
    let folder = tempfile::tempdir().unwrap();
    zero(ARCHIVE_NAME)(folder.path());
    let store = Store {
        folder: folder.path().to_owned(),
        published: published(String::new(), &files().one),
        location: Location::Published,
        limits: limits(),
    };
    let by_hand = store.ready(&mut Vec::new()).unwrap_err();
    let named = case("a device", vec![], Refused)
        .before(zero("zero"))
        .from(From::File("zero"));
    for message in [by_hand.to_string(), run(&named).message] {
        assert!(message.contains("it is no ordinary file"), "{message}");
    }
}

/// `/proc/self/mem` is a file, and its first bytes cannot be read, as on a disk that fails.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_told() {
    let broken = |folder: &Path| {
        std::os::unix::fs::symlink("/proc/self/mem", folder.join("broken")).unwrap();
    };
    let case = case("a broken file", vec![], Refused);
    let report = run(&case.before(broken).from(From::File("broken")));
    let expected = "cannot read the file: Input/output error";
    assert!(report.message.contains(expected), "{}", report.message);
}

/// As when a machine is switched off before its disk has everything.
#[test]
fn a_part_that_is_damaged_on_disk_is_fetched_anew() {
    let Files { one, other } = files();
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![Reply::good(&one)]);
    let store = Store {
        folder: folder.path().to_owned(),
        published: published(server.url(), &one),
        location: Location::Published,
        limits: limits(),
    };
    let note = format!(
        r#"{{"url":"{}","version":"\"one\"","total":{}}}"#,
        server.url(),
        one.len()
    );
    fs::write(folder.path().join("aclImdb_v1.tar.gz.part"), &*other).unwrap();
    fs::write(folder.path().join("aclImdb_v1.tar.gz.part.json"), note).unwrap();
    store.ready(&mut Vec::new()).unwrap();
    assert!(fs::read(store.path()).unwrap() == *one);
    assert_eq!(server.requests(), ["whole"]);
}

/// The cases have no time to wait; the page says how long the programs do.
#[test]
fn the_page_tells_the_real_tries_and_pauses() {
    let limits = Limits::default();
    let pauses: Vec<_> = (1..limits.tries)
        .map(|in_vain| limits.pause(in_vain).as_secs())
        .collect();
    assert_eq!((limits.tries, pauses.as_slice()), (5, &[1, 2, 4, 8][..]));
    let page = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../book/text/when-something-goes-wrong.md"
    );
    let page = fs::read_to_string(page).unwrap();
    let page: Vec<_> = page.split_whitespace().collect();
    let page = page.join(" ");
    for told in ["Five tries in a row", "are 1, 2, 4 and 8 seconds"] {
        assert!(page.contains(told), "the page does not say `{told}`");
    }
}

#[test]
fn a_checked_file_is_not_read_again_until_it_changes() {
    let Files { one, .. } = files();
    let folder = tempfile::tempdir().unwrap();
    let store = Store {
        folder: folder.path().to_owned(),
        published: published(String::new(), &one),
        location: Location::Published,
        limits: limits(),
    };
    fs::write(store.path(), one.as_slice()).unwrap();
    store.ready(&mut Vec::new()).unwrap();
    // The same length and the same time of change: nobody looks inside.
    let time = fs::metadata(store.path()).unwrap().modified().unwrap();
    fs::write(store.path(), vec![0; one.len()]).unwrap();
    let file = fs::File::options().write(true).open(store.path()).unwrap();
    file.set_modified(time).unwrap();
    store.ready(&mut Vec::new()).unwrap();
    // Unless asked. What is found out then is known from then on.
    store.verify().unwrap_err();
    store.ready(&mut Vec::new()).unwrap_err();
    fs::write(store.path(), one.as_slice()).unwrap();
    store.ready(&mut Vec::new()).unwrap();
    fs::write(store.path(), vec![0; one.len()]).unwrap();
    file.set_modified(time + Duration::from_secs(1)).unwrap();
    store.ready(&mut Vec::new()).unwrap_err();
}
