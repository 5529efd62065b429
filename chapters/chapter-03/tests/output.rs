//! What the chapter's program prints.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

use chapter_03::sections;

fn printed(section: fn(&mut dyn std::io::Write) -> anyhow::Result<()>) -> String {
    let mut out = Vec::new();
    section(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn look_up() {
    insta::assert_snapshot!("look_up", printed(sections::look_up));
}

#[test]
fn blind_to_order() {
    insta::assert_snapshot!("blind_to_order", printed(sections::blind_to_order));
}
