//! What comes from a person, whatever editor or system it comes from.
use std::io::Write;
use std::process::{Output, Stdio};

use crate::common::{predict, printed, program, whole_run};

/// The model, asked about what comes from standard input.
fn asked_by_pipe(bytes: &[u8]) -> Output {
    let mut child = program()
        .args(["predict", "-", "--run"])
        .arg(whole_run())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_review_is_the_same_however_it_was_saved() {
    let plain = "The plot wasn't dull, it was moving\n";
    let expected = printed(asked_by_pipe(plain.as_bytes()));
    let windows = "\u{feff}The plot wasn\u{2019}t dull,\u{a0}it was moving\r\n";
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        windows.encode_utf16().flat_map(to_bytes).collect()
    };
    for (name, bytes) in [
        ("line ends of Windows", plain.replace('\n', "\r\n").into_bytes()),
        ("no line end", plain.trim_end().into()),
        ("UTF-8 of an editor on Windows", windows.into()),
        ("UTF-16, little end first", utf16(u16::to_le_bytes)),
        ("UTF-16, big end first", utf16(u16::to_be_bytes)),
        ("UTF-16 without a mark", utf16(u16::to_le_bytes)[2..].into()),
        (
            "Windows-1252",
            b"The plot wasn\x92t dull,\xa0it was moving\r\n".to_vec(),
        ),
    ] {
        assert_eq!(printed(asked_by_pipe(&bytes)), expected, "{name}");
    }
    for argument in [plain, windows] {
        assert_eq!(printed(predict(whole_run(), argument)), expected);
    }
}

#[test]
fn what_is_no_text_is_named() {
    let output = asked_by_pipe(b"\xff\xfe\0\0g\0\0\0");
    crate::common::refused(&output, 1, &["standard input", "UTF-32", "UTF-8"]);
    insta::assert_snapshot!("no_text", crate::common::errors(&output));
    let output = asked_by_pipe(b"good\0film");
    crate::common::refused(&output, 1, &["standard input", "no text"]);
}
