//! Equations: `$x_t$` in a line, `$$ … $$` on a line of its own, LaTeX in, MathML out.
//!
//! Browsers draw MathML themselves, so the pages need no script and no network. What is in code
//! stays as it is, and `\$` is a dollar sign.

use std::ops::Range;

use math_core::{LatexToMathML, MathDisplay};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::{Expanded, as_entities, events, line_of, replace};
use crate::problem::Fault;

/// Replaces every equation of a page by MathML. One that does not parse stays, and is a fault.
pub fn expand(text: &str) -> Expanded {
    let converter = LatexToMathML::default();
    let mut faults = Vec::new();
    let mut replacements = Vec::new();
    let mut in_code = false;
    for (event, range) in events(text) {
        let outcome = match event {
            Event::InlineMath(latex) => {
                convert(&converter, &latex, MathDisplay::Inline)
            }
            Event::DisplayMath(latex) => {
                convert(&converter, &latex, MathDisplay::Block)
            }
            Event::Text(_) if !in_code => {
                without_stray_dollar(text, &range).map(|()| None)
            }
            event => {
                in_code = within_code(&event).unwrap_or(in_code);
                Ok(None)
            }
        };
        match outcome {
            Ok(Some(mathml)) => replacements.push((range, mathml)),
            Ok(None) => {}
            Err(fault) => faults.push((line_of(text, range.start), fault)),
        }
    }
    // Of a stray `$$`, the parser makes two pieces of text.
    faults.dedup();
    Expanded {
        text: replace(text, &replacements),
        faults,
    }
}

fn convert(
    converter: &LatexToMathML,
    latex: &str,
    display: MathDisplay,
) -> Result<Option<String>, Fault> {
    match converter.convert_with_local_state(latex, display) {
        Ok(converted) => Ok(Some(shield_from_markdown(&converted.mathml))),
        Err(why) => Err(Fault::Equation(latex.trim().to_owned(), why.to_string())),
    }
}

/// Whether the text that follows `event` is code, if the event changes that.
fn within_code(event: &Event<'_>) -> Option<bool> {
    match event {
        Event::Start(Tag::CodeBlock(_)) => Some(true),
        Event::End(TagEnd::CodeBlock) => Some(false),
        _ => None,
    }
}

/// A `$` that is left in the prose is most likely one half of an equation.
fn without_stray_dollar(text: &str, range: &Range<usize>) -> Result<(), Fault> {
    let stray = text[range.clone()]
        .match_indices('$')
        .any(|(at, _)| !text[..range.start + at].ends_with('\\'));
    if stray {
        let line = text
            .lines()
            .nth(line_of(text, range.start) - 1)
            .unwrap_or_default();
        let why =
            "this $ has no partner, or an odd { stands between; \\$ is a dollar sign".to_owned();
        return Err(Fault::Equation(line.trim().to_owned(), why));
    }
    Ok(())
}

/// Markdown is parsed after this, and must find no `*`, `_` or `|` of its own in the symbols.
fn shield_from_markdown(mathml: &str) -> String {
    let mut shielded = String::with_capacity(mathml.len());
    for piece in mathml.split_inclusive('>') {
        let (symbols, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        shielded.push_str(&shield_symbols(symbols));
        shielded.push_str(tag);
    }
    shielded
}

/// `&lt;` and its like are already what they should be, and are not taken apart.
fn shield_symbols(symbols: &str) -> String {
    symbols
        .split_inclusive(['&', '#', ';'])
        .map(|part| {
            let kept = part.trim_end_matches(['&', '#', ';']);
            as_entities(kept) + &part[kept.len()..]
        })
        .collect()
}
