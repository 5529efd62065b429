//! What the chapter's program prints, block by block.
use chapter_06::sections::ALL;

#[test]
fn every_block_is_the_one_on_its_page() {
    for block in ALL {
        insta::assert_snapshot!(block.name, block.text().unwrap());
    }
}
