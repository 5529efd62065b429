//! What the chapter's program prints, block by block.
use chapter_01::sections::{ALL, baselines, fixed_size, scaling, table, windows};
use course::section::{Section, print_all, printed};

#[test]
fn table_rows() {
    insta::assert_snapshot!("table_rows", printed(table::rows).unwrap());
}

#[test]
fn table_dimensions() {
    insta::assert_snapshot!("table_dimensions", printed(table::dimensions).unwrap());
}

#[test]
fn table_arrow() {
    insta::assert_snapshot!("table_arrow", printed(table::arrow).unwrap());
}

#[test]
fn scaling_parts() {
    insta::assert_snapshot!("scaling_parts", printed(scaling::parts).unwrap());
}

#[test]
fn scaling_features() {
    insta::assert_snapshot!("scaling_features", printed(scaling::features).unwrap());
}

#[test]
fn scaling_leak() {
    insta::assert_snapshot!("scaling_leak", printed(scaling::leak).unwrap());
}

#[test]
fn windows_few() {
    insta::assert_snapshot!("windows_few", printed(windows::few).unwrap());
}

#[test]
fn windows_many() {
    insta::assert_snapshot!("windows_many", printed(windows::many).unwrap());
}

#[test]
fn windows_layers() {
    insta::assert_snapshot!("windows_layers", printed(windows::layers).unwrap());
}

#[test]
fn windows_refused() {
    insta::assert_snapshot!("windows_refused", printed(windows::refused).unwrap());
}

#[test]
fn baselines_errors() {
    insta::assert_snapshot!("baselines_errors", printed(baselines::errors).unwrap());
}

#[test]
fn fixed_size_look_backs() {
    insta::assert_snapshot!(
        "fixed_size_look_backs",
        printed(fixed_size::look_backs).unwrap()
    );
}

#[test]
fn fixed_size_ten_days() {
    insta::assert_snapshot!(
        "fixed_size_ten_days",
        printed(fixed_size::ten_days).unwrap()
    );
}

#[test]
fn the_program_prints_the_blocks_in_the_order_of_the_pages() {
    let blocks: [Section; 13] = [
        table::rows,
        table::dimensions,
        table::arrow,
        scaling::parts,
        scaling::features,
        scaling::leak,
        windows::few,
        windows::many,
        windows::layers,
        windows::refused,
        baselines::errors,
        fixed_size::look_backs,
        fixed_size::ten_days,
    ];
    let blocks = blocks.map(|block| printed(block).unwrap());
    let program = printed(|out| print_all(ALL, out)).unwrap();
    assert_eq!(program, blocks.join("\n"));
}
