//! What the chapter's program prints, section by section.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chapter_05::sections;
use course::section::printed;

#[test]
fn shapes() {
    insta::assert_snapshot!("shapes", printed(sections::shapes).unwrap());
}

#[test]
fn padding() {
    insta::assert_snapshot!("padding", printed(sections::padding).unwrap());
}
