//! A section: the function that prints one block of output of a page of the book.

use std::fmt::Display;
use std::io::Write;

use anyhow::{Result, bail};

/// Prints a block of output.
pub type Section = fn(&mut dyn Write) -> Result<()>;

/// A section with its place in the book.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The page that shows it: the name of its file in the chapter's folder, without `.md`.
    pub page: &'static str,
    /// The name of its snapshot.
    pub name: &'static str,
    /// Prints it.
    pub print: Section,
}

impl Block {
    /// The block `name` of the page `page`.
    #[must_use]
    pub const fn new(
        page: &'static str,
        name: &'static str,
        print: Section,
    ) -> Self {
        Self { page, name, print }
    }

    /// What the block prints, as text.
    ///
    /// # Errors
    /// If the section fails.
    pub fn text(&self) -> Result<String> {
        printed(self.print)
    }
}

/// The pages that have blocks, in their order.
#[must_use]
pub fn pages(blocks: &[Block]) -> Vec<&'static str> {
    let mut pages: Vec<_> = blocks.iter().map(|block| block.page).collect();
    pages.dedup();
    pages
}

/// The blocks of some pages, page by page as they are named.
///
/// # Errors
/// If one of them is not among the [`pages`].
pub fn of_pages(blocks: &[Block], named: &[String]) -> Result<Vec<Block>> {
    let mut chosen = Vec::new();
    for page in named {
        let before = chosen.len();
        chosen.extend(blocks.iter().filter(|block| block.page == *page));
        if chosen.len() == before {
            let pages = pages(blocks).join(", ");
            bail!("no page `{page}` has output; the pages that have some: {pages}");
        }
    }
    Ok(chosen)
}

/// Prints a chapter's blocks in order, an empty line between them.
///
/// # Errors
/// If a section fails.
pub fn print_all(blocks: &[Block], out: &mut dyn Write) -> Result<()> {
    for (i, block) in blocks.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        (block.print)(out)?;
    }
    Ok(())
}

/// What a section prints, as text.
///
/// # Errors
/// If the section fails.
pub fn printed(section: Section) -> Result<String> {
    let mut out = Vec::new();
    section(&mut out)?;
    Ok(String::from_utf8(out)?)
}

/// Why something was refused, in the words of its error.
///
/// # Errors
/// If it was not refused.
pub fn refusal<T, E: Display>(answer: std::result::Result<T, E>) -> Result<String> {
    match answer {
        Ok(_) => bail!("what the page says is refused was not"),
        Err(error) => Ok(error.to_string()),
    }
}
