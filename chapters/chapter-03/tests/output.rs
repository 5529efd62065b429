//! What the chapter's program prints, section by section.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chapter_03::sections;
use course::section::printed;

#[test]
fn look_up() {
    insta::assert_snapshot!("look_up", printed(sections::look_up).unwrap());
}

#[test]
fn blind_to_order() {
    insta::assert_snapshot!("blind_to_order", printed(sections::blind_to_order).unwrap());
}
