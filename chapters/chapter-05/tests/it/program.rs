//! The command `trace`, run as a reader runs it.

use std::process::{Command, Output};

fn trace(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_chapter-05"));
    program.arg("trace").args(arguments).output().unwrap()
}

#[test]
fn every_cell_shows_its_parts() {
    for (cell, columns) in [
        ("lstm", "i f g o c h i f g o c h p"),
        ("gru", "r z n h r z n h r z n h p"),
        ("rnn", ""),
    ] {
        let output = trace(&["--cell", cell, "the plot was not good"]);
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        let mut lines = text.lines().skip(1);
        let header: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
        if !columns.is_empty() {
            assert_eq!(header.join(" "), columns);
        }
        assert_eq!(header.len(), 13, "{text}");
        let words: Vec<&str> = lines
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        assert_eq!(words, ["<start>", "the", "plot", "was", "not", "good"]);
    }
}

#[test]
fn a_picture_is_drawn_once_and_what_cannot_be_traced_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gates.svg");
    let file = path.to_str().unwrap();
    let drawn = trace(&["good film", "--svg", file]);
    assert!(drawn.status.success(), "{drawn:?}");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("<svg"));
    for (arguments, expected) in [
        (["good film", "--svg", file].as_slice(), "is there already"),
        (&["?"], "1 to 500 words; this one has 0"),
        (&["good", "--cell", "transformer"], "lstm, gru, rnn"),
    ] {
        let output = trace(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(expected), "{error}");
        assert!(!error.contains("panicked"), "{error}");
    }
}
