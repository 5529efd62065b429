//! What the chapters' command lines share.

use std::io::Write;

use clap::{Parser, Subcommand};
use course::section::Block;
use program::options::{Data, DataOptions, PageOptions, TextOptions, size};

#[test]
fn sizes_have_bounds() {
    assert_eq!([size("1"), size("10000")], [Ok(1), Ok(10_000)]);
    for wrong in ["0", "10001", "-1", "", "x", "99999999999999999999999"] {
        assert!(size(wrong).is_err(), "{wrong}");
    }
}

#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Chapter {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    pages: PageOptions,
}

#[derive(Debug, Subcommand)]
enum Command {
    Encode {
        #[command(flatten)]
        typed: TextOptions,
        #[command(flatten)]
        reviews: DataOptions,
    },
}

fn chapter(arguments: &[&str]) -> Result<Chapter, clap::Error> {
    Chapter::try_parse_from([&["chapter"], arguments].concat())
}

fn one(out: &mut dyn Write) -> anyhow::Result<()> {
    Ok(writeln!(out, "one")?)
}

fn two(out: &mut dyn Write) -> anyhow::Result<()> {
    Ok(writeln!(out, "two")?)
}

const BLOCKS: &[Block] = &[
    Block::new("windows", "one", one),
    Block::new("scaling", "two", two),
];

fn printed(arguments: &[&str]) -> anyhow::Result<String> {
    let mut out = Vec::new();
    chapter(arguments)?.pages.print(BLOCKS, &mut out)?;
    Ok(String::from_utf8(out)?)
}

#[test]
fn pages_are_printed_or_listed() {
    assert_eq!(printed(&[]).unwrap(), "one\n\ntwo\n");
    assert_eq!(printed(&["scaling"]).unwrap(), "two\n");
    assert_eq!(printed(&["scaling", "windows"]).unwrap(), "two\n\none\n");
    assert_eq!(printed(&["--list"]).unwrap(), "windows\nscaling\n");
    assert!(chapter(&[]).unwrap().pages.is_default());
    assert!(!chapter(&["windows"]).unwrap().pages.is_default());
    assert!(!chapter(&["--list"]).unwrap().pages.is_default());
}

#[test]
fn pages_and_what_does_not_go_with_them_are_refused() {
    for (arguments, expected) in [
        (&["--list", "windows"][..], "'--list' cannot be used with"),
        (&["--list", "encode", "good"], "cannot be used with"),
        (&["nowhere"], "no page `nowhere` has output"),
        (&["windows", "encode"], "no page `encode` has output"),
    ] {
        let error = printed(arguments).unwrap_err().to_string();
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
}

/// With quotation marks and without, beginning with a hyphen, options on either side.
#[test]
fn a_text_may_be_typed_in_any_way() {
    for (arguments, text, data) in [
        (&["good film"][..], "good film", Data::Practice),
        (&["good", "film"], "good film", Data::Practice),
        (&["-5 stars", "now"], "-5 stars now", Data::Practice),
        (&["--", "--data"], "--data", Data::Practice),
        (&[""], "", Data::Practice),
        (&["good", "film", "--data", "imdb"], "good film", Data::Imdb),
        (&["--data", "imdb", "-5 stars"], "-5 stars", Data::Imdb),
        (&["-5 stars", "--data", "imdb"], "-5 stars", Data::Imdb),
    ] {
        let command = chapter(&[&["encode"], arguments].concat()).unwrap().command;
        let Some(Command::Encode { typed, reviews }) = command else {
            panic!("{arguments:?} is no text");
        };
        assert_eq!(typed.text(), text, "{arguments:?}");
        assert_eq!(reviews.data, data, "{arguments:?}");
    }
    assert!(chapter(&["encode"]).is_err(), "no text");
}

#[derive(Debug, Parser)]
struct Trainer {
    #[command(flatten)]
    reviews: DataOptions,
}

#[test]
fn an_option_for_the_archive_is_not_passed_over() {
    let chosen = |arguments: &[&str]| {
        let all = [&["trainer"], arguments].concat();
        Trainer::try_parse_from(all).unwrap().reviews.chosen()
    };
    assert_eq!(chosen(&[]).unwrap(), Data::Practice);
    for option in ["--data-dir", "--data-url"] {
        let error = chosen(&[option, "x"]).unwrap_err().to_string();
        assert!(error.contains(option) && error.contains("--data imdb"), "{error}");
        assert_eq!(chosen(&[option, "x", "--data", "imdb"]).unwrap(), Data::Imdb);
    }
}
