//! The book as HTML.

use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result};
use mdbook_core::config::Config;
use mdbook_driver::MDBook;

use crate::dedent::Dedent;
use crate::preprocess::HiddenState;
use crate::sources::Sources;

/// Loads the book whose `book.toml` is in `root`, to be rendered into `html`; `sources` is the code of
/// that checkout.
///
/// # Errors
///
/// If `book.toml` or `SUMMARY.md` cannot be read, or a page that the summary names is not there.
pub fn load(root: &Path, html: &Path, sources: &Rc<Sources>) -> Result<MDBook> {
    let mut config = Config::from_disk(root.join("book.toml"))?;
    config.build.build_dir = std::path::absolute(html)?;
    config.build.create_missing = false;
    let mut book = MDBook::load_with_config(root, config).with_context(|| {
        format!("the book in {} cannot be loaded", root.display())
    })?;
    // They take the places of the commands in book.toml: the same work, without starting cargo.
    book.with_preprocessor(HiddenState {
        sources: Rc::clone(sources),
    });
    book.with_preprocessor(Dedent);
    Ok(book)
}
