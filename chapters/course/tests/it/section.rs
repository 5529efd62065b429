//! The functions that print what the pages show.

use std::io::Write;

use anyhow::{Result, bail};
use course::section::{Block, pages, print_all, print_page};

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

#[test]
fn a_page_is_printed_alone_as_among_the_others() {
    let blocks = [
        Block::new("first", "one", one),
        Block::new("second", "two", two),
        Block::new("second", "one_again", one),
    ];
    assert_eq!(pages(&blocks), ["first", "second"]);
    let mut all = Vec::new();
    print_all(&blocks, &mut all).unwrap();
    let mut alone = Vec::new();
    print_page(&blocks, "second", &mut alone).unwrap();
    assert_eq!(alone, b"two\n\none\n");
    assert!(all.ends_with(&alone));
}

#[test]
fn a_page_that_is_not_there_is_an_error_that_names_those_that_are() {
    let blocks = [
        Block::new("first", "one", one),
        Block::new("second", "two", two),
    ];
    let mut out = Vec::new();
    let error = print_page(&blocks, "third", &mut out).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no page `third` has output; the pages that have some: first, second"
    );
    assert!(out.is_empty());
}
