//! What the chapter's pages show.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

use chapter_02::sections;

/// What a section prints.
fn output(section: impl Fn(&mut Vec<u8>) -> anyhow::Result<()>) -> String {
    let mut out = Vec::new();
    section(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn words() {
    insta::assert_snapshot!("words", output(sections::words));
}

#[test]
fn vocabulary() {
    insta::assert_snapshot!("vocabulary", output(sections::vocabulary));
}

#[test]
fn padding() {
    insta::assert_snapshot!("padding", output(sections::padding));
}

#[test]
fn practice() {
    insta::assert_snapshot!("practice", output(sections::practice));
}
