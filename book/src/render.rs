//! The book as HTML.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use mdbook_core::book::Book;
use mdbook_core::config::Config;
use mdbook_driver::MDBook;

use crate::dedent::Dedent;
use crate::preprocess::HiddenState;

/// Loads the book whose `book.toml` is in `root`, to be rendered into `html`.
///
/// # Errors
///
/// If `book.toml` or `SUMMARY.md` cannot be read, or a page that the summary names is not there.
pub fn load(root: &Path, html: &Path) -> Result<MDBook> {
    let mut config = Config::from_disk(root.join("book.toml"))?;
    config.build.build_dir = std::path::absolute(html)?;
    config.build.create_missing = false;
    let mut book = MDBook::load_with_config(root, config).with_context(|| {
        format!("the book in {} cannot be loaded", root.display())
    })?;
    // They take the places of the commands in book.toml: the same work, without starting cargo.
    book.with_preprocessor(HiddenState);
    book.with_preprocessor(Dedent);
    Ok(book)
}

/// A page as its author wrote it.
#[derive(Debug, Clone)]
pub struct Page {
    /// For messages: `book/text/chapter-07/training.md`.
    pub name: String,
    /// Seen from the folder of the texts: `chapter-07/training.md`.
    pub path: PathBuf,
    /// Its Markdown.
    pub text: String,
}

impl Page {
    /// Where mdBook puts the rendered page: `chapter-07/training.html`.
    pub fn html(&self) -> PathBuf {
        // As a folder's README, a page is what a server shows for the folder.
        match self.path.file_stem() {
            Some(stem) if stem.eq_ignore_ascii_case("readme") => {
                self.path.with_file_name("index.html")
            }
            _ => self.path.with_extension("html"),
        }
    }
}

/// The pages of a book, in the order of its summary. `src` is the folder of the texts.
pub fn pages(src: &Path, book: &Book) -> Vec<Page> {
    book.chapters()
        .filter_map(|chapter| {
            let path = chapter.source_path.clone()?;
            let name = src.join(&path).display().to_string();
            Some(Page {
                name,
                path,
                text: chapter.content.clone(),
            })
        })
        .collect()
}
