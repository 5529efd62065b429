//! What the tests of the program share.

use std::path::Path;
use std::process::{Command, Output};

/// The program, without a data folder in its environment.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapter-07"));
    command.env_remove("HIDDEN_STATE_DATA");
    command
}

/// A short run on few practice reviews.
pub(crate) fn short_run(out: &Path, options: &[&str]) -> Output {
    let short = [
        "--train-reviews",
        "160",
        "--test-reviews",
        "80",
        "--epochs",
        "2",
    ];
    program()
        .args(short)
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
