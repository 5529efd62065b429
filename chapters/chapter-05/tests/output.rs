//! What the chapter's program prints.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

use chapter_05::sections;

fn printed(section: fn(&mut dyn std::io::Write) -> anyhow::Result<()>) -> String {
    let mut out = Vec::new();
    section(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn shapes() {
    insta::assert_snapshot!("shapes", printed(sections::shapes));
}

#[test]
fn padding() {
    insta::assert_snapshot!("padding", printed(sections::padding));
}
