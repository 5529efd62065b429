//! The pages of the book, as their authors wrote them.

use std::path::{Path, PathBuf};

use mdbook_core::book::Book;

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

/// Makes the pages of a book what they are in every checkout ([`checkout::plain`]). mdBook reads them,
/// and what they include, as a checkout keeps them.
pub fn make_plain(book: &mut Book) {
    book.for_each_chapter_mut(|chapter| {
        chapter.content = checkout::plain(&chapter.content);
    });
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
