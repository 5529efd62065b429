//! Faults that the table of cases has no place for: devices, damaged parts, changed files.

use std::fs;
use std::path::Path;
use std::time::Duration;

use program::data::{ARCHIVE_NAME, Limits, Location, Store};

use crate::case::Outcome::Refused;
use crate::case::{Source, case, good, limits, published, run};
use crate::files::{one, other};
use crate::server::{Reply, Server};

/// `/dev/full` takes nothing, like a disk without room, for whoever runs the tests.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_leaves_nothing() {
    let before = |folder: &Path| {
        std::os::unix::fs::symlink(
            "/dev/full",
            folder.join("aclImdb_v1.tar.gz.part"),
        )
        .unwrap();
    };
    let case = case("disk full", vec![good()], Refused).before(before);
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
fn what_is_not_a_regular_file_is_not_read() {
    let zero = |name: &'static str| {
        move |folder: &Path| {
            std::os::unix::fs::symlink("/dev/zero", folder.join(name)).unwrap();
        }
    };
    let folder = tempfile::tempdir().unwrap();
    zero(ARCHIVE_NAME)(folder.path());
    let store = Store {
        folder: folder.path().to_owned(),
        published: published(String::new(), &one()),
        location: Location::Published,
        limits: limits(),
    };
    let by_hand = store.ready(&mut Vec::new()).unwrap_err();
    let named = case("a device", vec![], Refused)
        .before(zero("zero"))
        .from(Source::File("zero"));
    for message in [by_hand.to_string(), run(&named).message] {
        assert!(message.contains("it is not a regular file"), "{message}");
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
    let report = run(&case.before(broken).from(Source::File("broken")));
    let expected = "cannot read the file: Input/output error";
    assert!(report.message.contains(expected), "{}", report.message);
}

/// As when a machine is switched off before its disk has everything.
#[test]
fn a_part_that_is_damaged_on_disk_is_fetched_anew() {
    let (one, other) = (one(), other());
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
        .map(|failed| limits.pause(failed).as_secs())
        .collect();
    assert_eq!((limits.tries, pauses.as_slice()), (5, &[1, 2, 4, 8][..]));
    let root = course::checkout::root().unwrap();
    let page = root.join("book/text/when-something-goes-wrong.md");
    let page = fs::read_to_string(page).unwrap();
    let page: Vec<_> = page.split_whitespace().collect();
    let page = page.join(" ");
    for told in ["Five tries in a row", "are 1, 2, 4 and 8 seconds"] {
        assert!(page.contains(told), "the page does not say `{told}`");
    }
}

#[test]
fn a_checked_file_is_not_read_again_until_it_changes() {
    let one = one();
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
    // Unless somebody asks. From then on the outcome is known.
    store.verify(&store.path()).unwrap_err();
    store.ready(&mut Vec::new()).unwrap_err();
    fs::write(store.path(), one.as_slice()).unwrap();
    store.ready(&mut Vec::new()).unwrap();
    fs::write(store.path(), vec![0; one.len()]).unwrap();
    file.set_modified(time + Duration::from_secs(1)).unwrap();
    store.ready(&mut Vec::new()).unwrap_err();
}
