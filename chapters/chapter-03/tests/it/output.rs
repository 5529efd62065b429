//! What the chapter's program prints, block by block.
use chapter_03::sections::{ALL, bag, baselines, embedding, gradients, looking};
use course::section::{Section, print_all, printed};

/// Every block in the order of the pages, under the name of its snapshot.
const BLOCKS: [(&str, Section); 12] = [
    ("look_up", embedding::look_up),
    ("sizes", embedding::sizes),
    ("refused", embedding::refused),
    ("rows_read", gradients::rows_read),
    ("one_step", gradients::one_step),
    ("pads", gradients::pads),
    ("two_orders", bag::two_orders),
    ("phenomena", bag::phenomena),
    ("baselines", baselines::practice),
    ("neighbours", looking::neighbours),
    ("sentiment", looking::sentiment),
    ("components", looking::components),
];

#[test]
fn the_program_prints_the_blocks_in_the_order_of_the_pages() {
    let blocks = BLOCKS.map(|(name, block)| {
        let text = printed(block).unwrap();
        insta::assert_snapshot!(name, text);
        text
    });
    let program = printed(|out| print_all(ALL, out)).unwrap();
    assert_eq!(program, blocks.join("\n"));
}
