//! The page "Words from bytes".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table};

use crate::tokenizer::{lower_case, words};

/// A sentence with everything that the rule is about.
const SENTENCE: &str = "The plot? I don't CARE.<br />It's \"GOOD\" fun!";

/// One sentence, step by step.
///
/// # Errors
/// If `out` cannot be written to.
pub fn rules(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: rules
    let lower = lower_case(SENTENCE);
    let found: Vec<&str> = words(&lower).collect();
    // ANCHOR_END: rules
    writeln!(out, "text   {SENTENCE}")?;
    writeln!(out, "lower  {lower}")?;
    writeln!(out, "words  {}", found.join(" | "))?;
    Ok(())
}

/// What is in a text, and the text.
const CASES: [(&str, &str); 10] = [
    ("contraction", "I don't, I won't"),
    ("curly apostrophe", "I don’t"),
    ("quotation", "the 'best' film"),
    ("markup", "End.<br /><br />Next"),
    ("hyphen", "a well-made film"),
    ("numbers", "10/10, 3.5 stars, 1990s"),
    ("accents", "CAFÉ Amélie"),
    ("Korean", "정말 좋은 영화!"),
    ("emoji", "👍👍 great 👍"),
    ("only marks", "... !!! ---"),
];

/// What the rule makes of texts that are not plain English.
///
/// # Errors
/// If `out` cannot be written to.
pub fn cases(out: &mut dyn Write) -> Result<()> {
    let rows = CASES.map(|(what, text)| {
        let lower = lower_case(text);
        let found: Vec<&str> = words(&lower).collect();
        vec![
            what.to_owned(),
            found.len().to_string(),
            format!("{text}  →  {}", found.join(" | ")),
        ]
    });
    let header = [
        ("what", Align::Left),
        ("words", Align::Right),
        ("which", Align::Left),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
