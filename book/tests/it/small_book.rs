//! A small book in a folder of its own, for showing that a check finds what it is there to find.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use book::check::check;
use book::problem::Problem;
use tempfile::TempDir;

const CONFIGURATION: &str = r#"
[book]
title = "Small"
src = "book/text"

[preprocessor.hidden-state]
before = ["links"]
"#;

/// A book that is made for one test and removed after it.
#[derive(Debug)]
pub(crate) struct SmallBook {
    folder: TempDir,
}

impl SmallBook {
    /// A book with one page, `page.md`.
    pub(crate) fn with_page(text: &str) -> Self {
        let small = Self {
            folder: TempDir::new().unwrap(),
        };
        small
            .file("book.toml", CONFIGURATION)
            .file("book/text/SUMMARY.md", "- [Page](page.md)\n")
            .file("book/text/page.md", text)
    }

    /// Adds a file, or replaces it.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Writes every file so far once more, as a checkout of another kind keeps its text.
    pub(crate) fn kept(self, as_text: impl Fn(&str) -> String) -> Self {
        let mut folders = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let text = fs::read_to_string(&path).unwrap();
                    fs::write(path, as_text(&text)).unwrap();
                }
            }
        }
        self
    }

    /// Renders and checks the book. An error if it cannot be loaded.
    pub(crate) fn problems(&self) -> Result<Vec<Problem>> {
        check(self.folder.path(), &self.html())
    }

    /// The rendered text of the page, after [`Self::problems`].
    pub(crate) fn page(&self) -> String {
        self.rendered("page.html")
    }

    /// The rendered text of any page, after [`Self::problems`].
    pub(crate) fn rendered(&self, path: &str) -> String {
        fs::read_to_string(self.html().join(path)).unwrap()
    }

    /// The folder of the book.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    fn html(&self) -> PathBuf {
        self.folder.path().join("html")
    }
}
