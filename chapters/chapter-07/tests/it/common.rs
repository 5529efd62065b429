//! What the tests of the program share.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The program, without a data folder in its environment.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapter-07"));
    command.env_remove("HIDDEN_STATE_DATA");
    command
}

/// Few practice reviews.
pub(crate) const FEW_REVIEWS: [&str; 4] =
    ["--train-reviews", "160", "--test-reviews", "80"];

/// A short run on few practice reviews.
pub(crate) fn short_run(out: &Path, options: &[&str]) -> Output {
    program()
        .args(FEW_REVIEWS)
        .args(["--epochs", "2"])
        .arg("--out")
        .arg(out)
        .args(options)
        .output()
        .unwrap()
}

/// The error stream as text.
pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Fails unless the program ended with this code and its message holds all of this.
pub(crate) fn refused(output: &Output, code: i32, message: &[&str]) {
    let errors = errors(output);
    assert_eq!(output.status.code(), Some(code), "{errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    for part in message {
        assert!(errors.contains(part), "`{part}` is missing in: {errors}");
    }
}

/// What the program printed, which has to have gone well.
pub(crate) fn printed(output: Output) -> String {
    assert!(output.status.success(), "{}", errors(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// The folder of a whole run, made once for all tests.
pub(crate) fn whole_run() -> &'static Path {
    static RUN: OnceLock<tempfile::TempDir> = OnceLock::new();
    let run = RUN.get_or_init(|| {
        let run = tempfile::tempdir().unwrap();
        printed(short_run(run.path(), &["--epochs", "1"]));
        run
    });
    run.path()
}

/// A copy of the whole run. What the test does to it is its own.
pub(crate) fn copy_of_run(folder: &Path) {
    copy(whole_run(), folder);
}

/// A copy of the whole run's checkpoint alone; returns its folder.
pub(crate) fn checkpoint(folder: &Path) -> PathBuf {
    let checkpoint = folder.join("checkpoint");
    copy(&whole_run().join("checkpoint"), &checkpoint);
    checkpoint
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}

/// The files in a folder and below it, each with its contents.
pub(crate) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() && !path.is_symlink() {
            true => found.extend(contents(&path)),
            false => {
                let bytes = fs::read(&path).unwrap_or_default();
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}

/// The model in a folder of a run, asked about a text.
pub(crate) fn predict(run: &Path, text: &str) -> Output {
    program()
        .args(["predict", "--run"])
        .arg(run)
        .arg(text)
        .output()
        .unwrap()
}

/// What a page shows of an error: the message, with FOLDER for the folder of the test.
pub(crate) fn message(output: &Output, folder: &Path) -> String {
    errors(output).replace(folder.to_str().unwrap(), "FOLDER")
}
