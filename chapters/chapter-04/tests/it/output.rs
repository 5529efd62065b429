//! What the chapter's program prints, block by block.
use chapter_04::sections;

#[test]
fn every_block_prints_what_its_page_shows() {
    for block in sections::ALL {
        insta::assert_snapshot!(block.name, block.text().unwrap());
    }
}
