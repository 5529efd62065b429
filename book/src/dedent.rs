//! Listings without the indentation of the place that they come from.
//!
//! A listing may come from deep inside of a function. On the page the spaces in front of all its
//! lines say nothing, and push the ends of the lines, where the shapes stand, out of sight.

use std::io::{Read, Write};

use anyhow::Result;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};
use pulldown_cmark::{Event, Tag};

use crate::markdown::{events, language};
use crate::page::make_plain;
use crate::preprocess::answer;

/// The preprocessor, under the name by which `book.toml` calls it. It has to follow mdBook's own
/// that fills the listings in.
#[derive(Debug)]
pub struct Dedent;

impl Preprocessor for Dedent {
    fn name(&self) -> &str {
        "dedent"
    }

    fn run(&self, _context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        // Of the files that mdBook has filled in.
        make_plain(&mut book);
        book.for_each_chapter_mut(|chapter| {
            chapter.content = dedented(&chapter.content);
        });
        Ok(book)
    }
}

/// A page with every block of Rust moved to the left, until one of its lines begins at the margin.
pub fn dedented(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut copied = 0;
    for (event, range) in events(page) {
        let Event::Start(Tag::CodeBlock(kind)) = event else {
            continue;
        };
        if language(&kind) != "rust" {
            continue;
        }
        let Some(first_line) = page[range.clone()].find('\n') else {
            continue;
        };
        let listing = range.start + first_line + 1..range.end;
        text.push_str(&page[copied..listing.start]);
        text.push_str(&without_indentation(&page[listing.clone()]));
        copied = listing.end;
    }
    text.push_str(&page[copied..]);
    text
}

/// The lines of a block up to its closing fence, which begins at the margin.
fn without_indentation(block: &str) -> String {
    let (lines, fence) = match block.trim_end().rfind('\n') {
        Some(end) => block.split_at(end + 1),
        None => ("", block),
    };
    let indentation = indentation(lines.lines());
    let mut text = String::with_capacity(block.len());
    for line in lines.lines() {
        text.push_str(line.get(indentation..).unwrap_or_default());
        text.push('\n');
    }
    text + fence
}

/// The spaces that all lines with text begin with.
pub(crate) fn indentation<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let lines_with_text = lines.filter(|line| !line.trim().is_empty());
    lines_with_text.map(spaces).min().unwrap_or(0)
}

/// Speaks mdBook's protocol: a book comes in as JSON, the book with its listings moved goes out.
///
/// # Errors
///
/// If the input is not what mdBook sends.
pub fn protocol(input: impl Read, output: impl Write) -> Result<()> {
    let (context, book) = parse_input(input)?;
    answer(output, &Dedent.run(&context, book)?)
}
