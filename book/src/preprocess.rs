//! Results, equations and figures, one after the other, as an mdBook preprocessor.

use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Result, bail};
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};

use crate::markdown::{Expanded, on_page};
use crate::page::pages;
use crate::problem::Problem;
use crate::{equations, figures, results};

/// The preprocessor, under the name by which `book.toml` calls it.
#[derive(Debug)]
pub struct HiddenState;

impl Preprocessor for HiddenState {
    fn name(&self) -> &str {
        "hidden-state"
    }

    /// Equations and figures become HTML, so the pages are of use to that renderer only.
    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html")
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        book.for_each_chapter_mut(|chapter| {
            chapter.content = expand(&context.root, &chapter.content).text;
        });
        Ok(book)
    }
}

/// Expands one page.
///
/// Results come first: they may stand in an equation or a caption. A figure is put in last, since
/// its caption may hold equations; but its faults are looked for before an equation of several
/// lines becomes one line, so that the line numbers are the page's own.
pub fn expand(root: &Path, page: &str) -> Expanded {
    let results = results::expand(root, page);
    let equations = equations::expand(&results.text);
    let figures = figures::expand(root, &equations.text);
    let mut faults = results.faults;
    faults.extend(equations.faults);
    faults.extend(figures::expand(root, &results.text).faults);
    Expanded {
        text: figures.text,
        faults,
    }
}

/// What goes wrong when the pages of a book are expanded.
pub fn problems(root: &Path, src: &Path, book: &Book) -> Vec<Problem> {
    pages(src, book)
        .iter()
        .flat_map(|page| on_page(&page.name, expand(root, &page.text).faults))
        .collect()
}

/// Speaks mdBook's protocol: a book comes in as JSON, the expanded book goes out.
///
/// # Errors
///
/// If the input is not what mdBook sends, or a page has a problem; the message lists all.
pub fn protocol(input: impl Read, output: impl Write) -> Result<()> {
    let (context, book) = parse_input(input)?;
    let problems = problems(&context.root, &context.config.book.src, &book);
    if !problems.is_empty() {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        bail!("the book has problems:\n{}", lines.join("\n"));
    }
    serde_json::to_writer(output, &HiddenState.run(&context, book)?)?;
    Ok(())
}
