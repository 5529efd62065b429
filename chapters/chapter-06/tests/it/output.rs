//! What the chapter's program prints, block by block.
use chapter_06::sections::{
    ALL, activation, cell, inputs, operation, padding, shards, slices, speed,
};
use course::section::{Section, print_all, printed};

#[test]
fn slices_same() {
    insta::assert_snapshot!("slices_same", printed(slices::same).unwrap());
}

#[test]
fn slices_written() {
    insta::assert_snapshot!("slices_written", printed(slices::written).unwrap());
}

#[test]
fn inputs_order() {
    insta::assert_snapshot!("inputs_order", printed(inputs::order).unwrap());
}

#[test]
fn inputs_counts() {
    insta::assert_snapshot!("inputs_counts", printed(inputs::counts).unwrap());
}

#[test]
fn padding_schedule() {
    insta::assert_snapshot!("padding_schedule", printed(padding::schedule).unwrap());
}

#[test]
fn padding_counts() {
    insta::assert_snapshot!("padding_counts", printed(padding::counts).unwrap());
}

#[test]
fn cell_gradients() {
    insta::assert_snapshot!("cell_gradients", printed(cell::gradients).unwrap());
}

#[test]
fn activation_values() {
    insta::assert_snapshot!(
        "activation_values",
        printed(activation::values).unwrap()
    );
}

#[test]
fn operation_equal() {
    insta::assert_snapshot!("operation_equal", printed(operation::equal).unwrap());
}

#[test]
fn operation_memory() {
    insta::assert_snapshot!("operation_memory", printed(operation::memory).unwrap());
}

#[test]
fn shards_split() {
    insta::assert_snapshot!("shards_split", printed(shards::split).unwrap());
}

#[test]
fn shards_bits() {
    insta::assert_snapshot!("shards_bits", printed(shards::bits).unwrap());
}

#[test]
fn speed_arithmetic() {
    insta::assert_snapshot!("speed_arithmetic", printed(speed::arithmetic).unwrap());
}

#[test]
fn the_program_prints_the_blocks_in_the_order_of_the_pages() {
    let blocks: [Section; 13] = [
        slices::same,
        slices::written,
        inputs::order,
        inputs::counts,
        padding::schedule,
        padding::counts,
        cell::gradients,
        activation::values,
        operation::equal,
        operation::memory,
        shards::split,
        shards::bits,
        speed::arithmetic,
    ];
    let blocks = blocks.map(|block| printed(block).unwrap());
    let program = printed(|out| print_all(ALL, out)).unwrap();
    assert_eq!(program, blocks.join("\n"));
}
