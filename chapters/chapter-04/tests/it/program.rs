//! The command `trace`, run as a reader runs it.

use std::process::{Command, Output};

fn trace(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_chapter-04"));
    program.arg("trace").args(arguments).output().unwrap()
}

#[test]
fn a_text_is_shown_and_drawn_and_no_file_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.svg");
    let file = path.to_str().unwrap();
    let output = trace(&["the plot was good", "--svg", file, "--columns", "16"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = text.lines().skip(2).take(5).collect();
    for (line, word) in words.iter().zip(["<start>", "the", "plot", "was", "good"]) {
        assert!(line.starts_with(word), "{text}");
        assert_eq!(line.split_whitespace().count(), 1 + 16 + 1, "{text}");
    }
    assert!(!text.contains('\u{1b}'), "colours where there is no terminal");
    let drawn = std::fs::read_to_string(&path).unwrap();
    assert!(drawn.starts_with("<svg") && drawn.contains("&lt;start&gt;"));

    std::fs::write(&path, "mine").unwrap();
    let output = trace(&["the plot was good", "--svg", file]);
    assert!(!output.status.success());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("map.svg is there already"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn what_cannot_be_traced_is_an_error_that_says_why() {
    // A file where a folder is to be: nobody can write there, the superuser neither.
    let file = tempfile::NamedTempFile::new().unwrap();
    let below = file.path().join("all.svg");
    for (arguments, expected) in [
        (["!?"].as_slice(), "1 to 500 words; this one has 0"),
        (&["good", "--columns", "17"], "17"),
        (&["good", "--svg", below.to_str().unwrap()], "cannot make the folder"),
        (&[], "<TEXT>"),
    ] {
        let output = trace(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(expected), "{error}");
        assert!(!error.contains("panicked"), "{error}");
    }
}
