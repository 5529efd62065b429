//! The book as HTML.

use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result};
use mdbook_core::config::Config;
use mdbook_driver::MDBook;
use mdbook_summary::parse_summary;

use crate::dedent::Dedent;
use crate::page::make_plain;
use crate::preprocess::HiddenState;
use crate::sources::Sources;

/// Loads the book whose `book.toml` is in `root`, to be rendered into `html`; `sources` is the code of
/// that checkout.
///
/// # Errors
///
/// If `book.toml` or `SUMMARY.md` cannot be read, or a page that the summary names is not there.
pub fn load(root: &Path, html: &Path, sources: &Rc<Sources>) -> Result<MDBook> {
    let mut config: Config = text(&root.join("book.toml"))?.parse()?;
    config.build.build_dir = std::path::absolute(html)?;
    config.build.create_missing = false;
    let summary = text(&root.join(&config.book.src).join("SUMMARY.md"))?;
    let summary = parse_summary(&summary).context("SUMMARY.md cannot be read")?;
    let mut book = MDBook::load_with_config_and_summary(root, config, summary)
        .with_context(|| {
            format!("the book in {} cannot be loaded", root.display())
        })?;
    make_plain(&mut book.book);
    // They take the places of the commands in book.toml: the same work, without starting cargo.
    book.with_preprocessor(HiddenState {
        sources: Rc::clone(sources),
    });
    book.with_preprocessor(Dedent);
    Ok(book)
}

fn text(file: &Path) -> Result<String> {
    checkout::read(file).with_context(|| format!("cannot read {}", file.display()))
}
