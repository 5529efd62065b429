//! Holds text, code, figures, results and README together.
//!
//! The tests themselves are in `tests/`. Here is what they share: the root of the repository, and
//! a small book in a folder of its own, for showing that a check finds what it is there to find.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use book::check::check;
use book::problem::Problem;
use tempfile::TempDir;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A book that is made for one test and removed after it.
#[derive(Debug)]
pub struct SmallBook {
    folder: TempDir,
}

impl SmallBook {
    /// A book with one page, `page.md`.
    ///
    /// # Errors
    ///
    /// If its files cannot be written.
    pub fn with_page(text: &str) -> Result<Self> {
        let small = Self {
            folder: TempDir::new()?,
        };
        small
            .file("book.toml", "[book]\ntitle = \"Small\"\nsrc = \"book/text\"\n\n[preprocessor.hidden-state]\nbefore = [\"links\"]\n")?
            .file("book/text/SUMMARY.md", "- [Page](page.md)\n")?
            .file("book/text/page.md", text)
    }

    /// Adds a file, or replaces it.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn file(self, path: &str, text: &str) -> Result<Self> {
        let path = self.folder.path().join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
        Ok(self)
    }

    /// Renders and checks the book.
    ///
    /// # Errors
    ///
    /// If it cannot be loaded.
    pub fn problems(&self) -> Result<Vec<Problem>> {
        check(self.folder.path(), &self.html())
    }

    /// The rendered text of the page, after [`Self::problems`].
    ///
    /// # Errors
    ///
    /// If the book has not been rendered.
    pub fn page(&self) -> Result<String> {
        Ok(fs::read_to_string(self.html().join("page.html"))?)
    }

    /// The folder of the book.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    fn html(&self) -> PathBuf {
        self.folder.path().join("html")
    }
}
