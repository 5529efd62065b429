//! What the chapter's program prints, section by section.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chapter_01::sections;
use course::section::printed;

#[test]
fn table() {
    insta::assert_snapshot!("table", printed(sections::table).unwrap());
}

#[test]
fn scaling() {
    insta::assert_snapshot!("scaling", printed(sections::scaling).unwrap());
}

#[test]
fn windows() {
    insta::assert_snapshot!("windows", printed(sections::windows).unwrap());
}

#[test]
fn baselines() {
    insta::assert_snapshot!("baselines", printed(sections::baselines).unwrap());
}

#[test]
fn fixed_size() {
    insta::assert_snapshot!("fixed_size", printed(sections::fixed_size).unwrap());
}
