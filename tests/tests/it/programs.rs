//! Every program of the course at the borders that all of them share: options, streams, names that are no
//! text.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A program, which has been built before the tests run: it stands in the folder above theirs. A test does
/// not call cargo for it: what cargo tells a test by its variables would make it build half of them anew.
fn path(name: &str) -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let path = this.ancestors().nth(2).unwrap().join(name);
    assert!(
        path.is_file(),
        "there is no {}: cargo build --workspace --bins makes it",
        path.display()
    );
    path
}

/// The names of all programs: of the packages with a `src/main.rs`.
fn names() -> Vec<String> {
    let root = course::checkout::root().unwrap();
    let chapters = root.join("chapters").read_dir().unwrap();
    let packages = chapters.map(|entry| entry.unwrap().path());
    let programs = packages
        .chain([root.join("book")])
        .filter(|package| package.join("src/main.rs").is_file());
    let name =
        |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let names: Vec<String> = programs.map(name).collect();
    assert!(names.len() >= 9, "{names:?}");
    names
}

/// A program in a folder where it may write.
fn program(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(path(name));
    command.current_dir(folder);
    command.env("HIDDEN_STATE_DATA", folder);
    command
}

fn ended(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    errors
}

#[test]
fn every_program_tells_its_version_and_refuses_what_it_does_not_know() {
    let here = tempfile::tempdir().unwrap();
    for name in names() {
        let version = program(&name, here.path())
            .arg("--version")
            .output()
            .unwrap();
        ended(&version, 0);
        let expected = format!("{name} {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!(String::from_utf8(version.stdout).unwrap(), expected);

        let unknown = program(&name, here.path()).arg("--bogus").output().unwrap();
        assert!(ended(&unknown, 2).contains("--bogus"), "{name}");
        let mut no_text = program(&name, here.path());
        no_text.arg(OsStr::from_bytes(b"--\xff"));
        ended(&no_text.output().unwrap(), 2);
        no_text = program(&name, here.path());
        no_text.arg(OsStr::from_bytes(b"\xff"));
        ended(&no_text.output().unwrap(), 2);
    }
    assert_eq!(here.path().read_dir().unwrap().count(), 0, "nothing was written");
}

/// What makes each program print, with little work.
fn printing(name: &str) -> &'static [&'static str] {
    match name {
        "book" => &["--help"],
        "program" => &["data", "status"],
        "chapter-07" => &[
            "--train-reviews",
            "40",
            "--test-reviews",
            "8",
            "--epochs",
            "1",
        ],
        _ => &[],
    }
}

#[test]
fn a_stream_that_takes_nothing_ends_no_program_with_a_panic() {
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for name in names() {
        let here = tempfile::tempdir().unwrap();
        let arguments = printing(&name);
        for arguments in [arguments, &["--help"], &["--version"]] {
            let mut command = program(&name, here.path());
            let output = command.args(arguments).stdout(full()).output().unwrap();
            let message = ended(&output, 1);
            assert!(message.starts_with("error: "), "{name}: {message}");
        }

        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = program(&name, here.path());
        let output = command.args(arguments).stdout(writer).output().unwrap();
        assert_eq!(ended(&output, 0), "", "{name}");

        let mut command = program(&name, here.path());
        let status = command.arg("--bogus").stderr(full()).status().unwrap();
        assert_eq!(status.code(), Some(2), "{name}");
    }
}
