//! The functions that print what the pages show.

use std::io::Write;

use anyhow::{Result, bail};
use course::section::{Block, print_all};

fn one(out: &mut dyn Write) -> Result<()> {
    Ok(writeln!(out, "one")?)
}

fn two(out: &mut dyn Write) -> Result<()> {
    Ok(writeln!(out, "two")?)
}

fn broken(_: &mut dyn Write) -> Result<()> {
    bail!("broken")
}

#[test]
fn blocks_are_printed_in_order_with_an_empty_line_between_them() {
    let blocks = [
        Block::new("page", "two", two),
        Block::new("page", "one", one),
    ];
    let mut out = Vec::new();
    print_all(&blocks, &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "two\n\none\n");
    assert_eq!(blocks[0].text().unwrap(), "two\n");
}

#[test]
fn a_block_that_fails_ends_the_printing() {
    let blocks = [
        Block::new("page", "broken", broken),
        Block::new("page", "one", one),
    ];
    let mut out = Vec::new();
    assert!(print_all(&blocks, &mut out).is_err());
    assert!(out.is_empty());
}
