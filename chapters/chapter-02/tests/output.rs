//! What the chapter's program prints, section by section.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chapter_02::sections;
use course::section::printed;

#[test]
fn words() {
    insta::assert_snapshot!("words", printed(sections::words).unwrap());
}

#[test]
fn vocabulary() {
    insta::assert_snapshot!("vocabulary", printed(sections::vocabulary).unwrap());
}

#[test]
fn padding() {
    insta::assert_snapshot!("padding", printed(sections::padding).unwrap());
}

#[test]
fn practice() {
    insta::assert_snapshot!("practice", printed(sections::practice).unwrap());
}
