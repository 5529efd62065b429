//! The command `record` of the chapters' programs.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use course::record::{Provenance, Recorded};
use program::options::DataPlace;
use program::record::{Record, RecordOptions, Recorder};
use serde_json::{Value, json};

const RECORDS: [Record; 3] = [
    Record {
        name: "practice",
        seed: Some(7),
        measure: |_| Ok(json!({ "accuracy": 0.875 })),
    },
    Record {
        name: "broken",
        seed: None,
        measure: broken,
    },
    Record {
        name: "speed",
        seed: None,
        measure: |_| Ok(json!({ "seconds_per_batch": 0.5 })),
    },
];

fn broken(_: &DataPlace) -> Result<Value> {
    bail!("the measurement failed")
}

/// Records in the checkout at `root`. Returns the outcome and what was printed.
fn record(root: &Path, commit: &str, names: &[&str]) -> (Result<()>, String) {
    let recorder = Recorder {
        root,
        chapter: "chapter-03",
        provenance: Provenance {
            commit: commit.to_owned(),
            ..Provenance::of_this_run()
        },
    };
    let options = RecordOptions {
        names: names.iter().map(ToString::to_string).collect(),
        ..RecordOptions::default()
    };
    let mut out = Vec::new();
    let result = recorder.run(&RECORDS, &options, &mut out);
    (result, String::from_utf8(out).unwrap())
}

/// What has been recorded under this name.
fn recorded(root: &Path, name: &str) -> Option<Recorded<Value>> {
    let results = root.join("chapters/chapter-03/results");
    let text = fs::read_to_string(results.join(format!("{name}.json"))).ok()?;
    Some(Recorded::parse(&text).unwrap())
}

#[test]
fn a_record_holds_what_was_measured_with_its_run() {
    let root = tempfile::tempdir().unwrap();
    let (result, out) = record(root.path(), "0123456789ab", &["practice"]);
    result.unwrap();
    let Recorded {
        provenance,
        measured,
    } = recorded(root.path(), "practice").unwrap();
    assert_eq!(measured, json!({ "accuracy": 0.875 }));
    assert_eq!(provenance.commit, "0123456789ab");
    assert_eq!(provenance.seed, Some(7));
    assert!(provenance.seconds.is_some());
    let path = root
        .path()
        .join("chapters/chapter-03/results/practice.json");
    let expected = format!("recording practice\nwrote {}\n", path.display());
    assert_eq!(out, expected);
    assert!(recorded(root.path(), "speed").is_none());
}

#[test]
fn an_unknown_name_is_refused_with_the_known_ones_before_anything_is_measured() {
    let root = tempfile::tempdir().unwrap();
    let names = ["practice", "nothing"];
    let (result, out) = record(root.path(), "0123456789ab", &names);
    assert_eq!(
        result.unwrap_err().to_string(),
        "there is no record `nothing`; expected one of practice, broken, speed"
    );
    assert_eq!(out, "");
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

#[test]
fn nothing_is_measured_where_no_commit_says_which_code_is_running() {
    let root = tempfile::tempdir().unwrap();
    for commit in ["unknown", "0123456789ab+changes"] {
        let (result, out) = record(root.path(), commit, &[]);
        let error = result.unwrap_err().to_string();
        assert!(error.contains(&format!("{commit:?}")), "{error}");
        assert_eq!(out, "");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_record_is_saved_before_the_next_one_is_measured() {
    let root = tempfile::tempdir().unwrap();
    let (result, out) = record(root.path(), "0123456789ab", &[]);
    assert_eq!(result.unwrap_err().to_string(), "the measurement failed");
    assert!(out.ends_with("recording broken\n"), "{out}");
    assert!(recorded(root.path(), "practice").is_some());
    assert!(recorded(root.path(), "broken").is_none());
    assert!(recorded(root.path(), "speed").is_none());
}
