//! Exercise 1: what to do before the tokenizer.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::tokenizer::{lower_case, words};

// ANCHOR: solution
/// The text without line breaks in markup, its curly apostrophes straightened.
fn clean(text: &str) -> String {
    text.replace("<br />", " ").replace(['‘', '’'], "'")
}

/// Prints the words of a text as it is and cleaned.
///
/// # Errors
/// If `out` cannot be written to.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let text = "I don’t know.<br /><br />It’s fun, isn't it?";
    for (name, text) in [("as it is", text.to_owned()), ("cleaned", clean(text))] {
        let lower = lower_case(&text);
        let found: Vec<&str> = words(&lower).collect();
        writeln!(out, "{name:<8}  {}", found.join(" | "))?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
