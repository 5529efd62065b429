//! The functions that print what the pages show.

use std::io::Write;

use anyhow::{Result, bail};
use course::section::{Block, of_pages, pages, print_all};

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

fn three() -> [Block; 3] {
    [
        Block::new("first", "one", one),
        Block::new("second", "two", two),
        Block::new("second", "one_again", one),
    ]
}

/// What is printed of some pages.
fn printed(named: &[&str]) -> Result<String> {
    let named: Vec<String> = named.iter().map(|page| (*page).to_owned()).collect();
    let mut out = Vec::new();
    print_all(&of_pages(&three(), &named)?, &mut out)?;
    Ok(String::from_utf8(out)?)
}

#[test]
fn a_page_is_printed_alone_as_among_the_others() {
    assert_eq!(pages(&three()), ["first", "second"]);
    assert_eq!(printed(&["second"]).unwrap(), "two\n\none\n");
    let mut all = Vec::new();
    print_all(&three(), &mut all).unwrap();
    assert_eq!(printed(&["first", "second"]).unwrap().as_bytes(), all);
}

#[test]
fn pages_are_printed_in_the_order_in_which_they_are_named() {
    assert_eq!(printed(&["second", "first"]).unwrap(), "two\n\none\n\none\n");
}

#[test]
fn a_page_that_is_not_there_is_an_error_that_names_those_that_are() {
    for (named, unknown) in [(["third", "first"], "third"), (["first", ""], "")] {
        assert_eq!(
            printed(&named).unwrap_err().to_string(),
            format!(
                "no page `{unknown}` has output; the pages that have some: first, second"
            )
        );
    }
}
