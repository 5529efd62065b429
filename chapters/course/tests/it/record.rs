//! Results with the run that they come from.

use std::ffi::OsString;
use std::path::Path;

use course::record::{Provenance, Recorded, command_line, path_in};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Measured {
    accuracy: f64,
}

fn recorded(commit: &str) -> Recorded<Measured> {
    Recorded {
        provenance: Provenance {
            command: "chapter-03 record".to_owned(),
            seed: Some(1),
            commit: commit.to_owned(),
            machine: "a machine, 2 cores".to_owned(),
            seconds: Some(1.5),
        },
        measured: Measured { accuracy: 0.875 },
    }
}

/// What says too little about the code that has made a record.
const NOT_COMMITS: [&str; 7] = [
    "unknown",
    "0123456789ab+changes",
    "0123456789a",
    "0123456789abc",
    "0123456789AB",
    "0123456789ag",
    "",
];

#[test]
fn a_record_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = path_in(folder.path(), "chapter-03", "practice");
    let record = recorded("0123456789ab");
    record.write(&path).unwrap();
    let below = Path::new("chapters/chapter-03/results/practice.json");
    let text = std::fs::read_to_string(folder.path().join(below)).unwrap();
    assert!(text.ends_with("}\n"), "{text}");
    assert_eq!(Recorded::<Measured>::parse(&text).unwrap(), record);
}

/// `include_str!` puts it into a program as the checkout keeps it.
#[test]
fn a_record_is_the_same_in_a_checkout_of_any_kind() {
    let record = recorded("0123456789ab");
    let text = serde_json::to_string_pretty(&record).unwrap();
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(Recorded::<Measured>::parse(&text).unwrap(), record);
}

#[test]
fn a_record_without_a_commit_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    for commit in NOT_COMMITS {
        let path = path_in(folder.path(), "chapter-03", "practice");
        let error = recorded(commit).write(&path).unwrap_err().to_string();
        assert!(error.contains(&format!("{commit:?}")), "{error}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_record_without_a_commit_is_not_read() {
    for commit in NOT_COMMITS {
        let text = serde_json::to_string(&recorded(commit)).unwrap();
        let error = Recorded::<Measured>::parse(&text).unwrap_err().to_string();
        assert!(error.contains(&format!("{commit:?}")), "{error}");
    }
}

#[test]
fn a_record_of_something_else_is_not_read() {
    let text = serde_json::to_string(&recorded("0123456789ab")).unwrap();
    let text = text.replace("accuracy", "loss");
    let error = Recorded::<Measured>::parse(&text).unwrap_err();
    assert!(format!("{error:#}").contains("`accuracy`"), "{error:#}");
}

#[test]
fn a_command_is_the_name_of_the_program_and_its_options() {
    let line = |words: &[&str]| command_line(words.iter().map(OsString::from));
    let words = ["/a/target/debug/chapter-03", "record", "practice"];
    assert_eq!(line(&words), "chapter-03 record practice");
    assert_eq!(
        line(&["C:\\target\\chapter-03.exe", "record"]),
        "chapter-03.exe record"
    );
    assert_eq!(line(&[]), "");
}

#[cfg(unix)]
#[test]
fn options_that_are_not_utf_8_do_not_stop_a_program() {
    use std::os::unix::ffi::OsStringExt;
    let option = OsString::from_vec(b"--data-dir=\xff".to_vec());
    let line = command_line(["chapter-03".into(), option]);
    assert_eq!(line, "chapter-03 --data-dir=\u{fffd}");
}

#[test]
fn a_run_tells_its_command_and_its_machine() {
    let run = Provenance::of_this_run();
    assert!(run.command.starts_with("it-"), "{}", run.command);
    let (processor, cores) = run.machine.rsplit_once(", ").unwrap();
    assert!(!processor.is_empty() && cores.contains("core"), "{cores}");
    assert_eq!((run.seed, run.seconds), (None, None));
}
