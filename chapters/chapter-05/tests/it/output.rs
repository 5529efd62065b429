//! What the chapter's program prints, section by section.
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
