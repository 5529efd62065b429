//! A section: the function that prints what a page of the book shows.

use std::io::Write;

use anyhow::Result;

/// Prints a page's output.
pub type Section = fn(&mut dyn Write) -> Result<()>;

/// Prints a chapter's sections in order, an empty line between them.
///
/// # Errors
/// If a section fails.
pub fn print_all(sections: &[Section], out: &mut dyn Write) -> Result<()> {
    for (i, section) in sections.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        section(out)?;
    }
    Ok(())
}

/// What a section prints, as text: for the tests that compare it with the page.
///
/// # Errors
/// If the section fails.
pub fn printed(section: Section) -> Result<String> {
    let mut out = Vec::new();
    section(&mut out)?;
    Ok(String::from_utf8(out)?)
}
