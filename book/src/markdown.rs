//! Where code, lines and `{{…}}` expressions are in a page.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::problem::{Fault, Problem};

/// A page's text after one step of its expansion, and what went wrong on the way.
#[derive(Debug, Default)]
pub struct Expanded {
    /// The new text.
    pub text: String,
    /// Line and fault, in the order of the page.
    pub faults: Vec<(usize, Fault)>,
}

/// Parses a page as mdBook does, and `$…$` as an equation besides.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    Parser::new_ext(text, options).into_offset_iter()
}

/// The parts of a page that are code, inline or in blocks.
pub fn code_ranges(text: &str) -> Vec<Range<usize>> {
    events(text)
        .filter(|(event, _)| {
            matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)))
        })
        .map(|(_, range)| range)
        .collect()
}

/// The language of a block of code. One without a language counts as output: it looks the same on
/// the page.
pub fn language(kind: &CodeBlockKind<'_>) -> String {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.as_ref(),
        CodeBlockKind::Indented => "",
    };
    let word = info.split([',', ' ']).next().unwrap_or_default();
    if word.is_empty() {
        "text".to_owned()
    } else {
        word.to_owned()
    }
}

/// The number of the line, from 1, in which byte `offset` stands.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

/// An expression `{{name body}}` of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression<'a> {
    /// Where it stands, braces included.
    pub range: Range<usize>,
    /// What follows its name, trimmed.
    pub body: &'a str,
}

/// Finds the expressions `{{name …}}` and `{{name}}` that are not in code.
pub fn expressions<'a>(text: &'a str, name: &str) -> Vec<Expression<'a>> {
    let open = format!("{{{{{name}");
    let mut found = text.match_indices(&open).peekable();
    if found.peek().is_none() {
        return Vec::new();
    }
    let code = code_ranges(text);
    found
        .filter(|(start, _)| !code.iter().any(|range| range.contains(start)))
        .filter(|(start, _)| {
            text[start + open.len()..].starts_with([' ', '\n', '}'])
        })
        .filter_map(|(start, _)| {
            let body = start + open.len();
            let end = body + text[body..].find("}}")?;
            let range = start..end + 2;
            Some(Expression {
                range,
                body: text[body..end].trim(),
            })
        })
        .collect()
}

/// Whether an expression has its line to itself.
pub fn stands_alone(text: &str, expression: &Expression<'_>) -> bool {
    let before = &text[..expression.range.start];
    let after = &text[expression.range.end..];
    (before.is_empty() || before.ends_with('\n'))
        && (after.is_empty() || after.starts_with('\n'))
}

/// Replaces each expression `{{name body}}` by what is made of its body. One of which nothing can be
/// made stays, and is a fault.
pub fn expand_each(
    text: &str,
    name: &str,
    make: impl Fn(&str) -> Result<String, Fault>,
) -> Expanded {
    let mut faults = Vec::new();
    let mut replacements = Vec::new();
    for expression in expressions(text, name) {
        match make(expression.body) {
            Ok(made) => replacements.push((expression.range, made)),
            Err(fault) => {
                faults.push((line_of(text, expression.range.start), fault));
            }
        }
    }
    Expanded {
        text: replace(text, &replacements),
        faults,
    }
}

/// Replaces ranges of a text, which must be in order and apart, with other text.
pub fn replace(text: &str, replacements: &[(Range<usize>, String)]) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut copied = 0;
    for (range, new) in replacements {
        replaced.push_str(&text[copied..range.start]);
        replaced.push_str(new);
        copied = range.end;
    }
    replaced.push_str(&text[copied..]);
    replaced
}

/// Writes as entities the characters that Markdown or HTML would take for its own.
///
/// Entities, not backslashes: they also work where the text stands between HTML tags.
pub fn as_entities(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut written, c| {
            if c.is_ascii_punctuation() {
                written.push_str(&format!("&#{};", u32::from(c)));
            } else {
                written.push(c);
            }
            written
        })
}

/// Names the page in faults of which only the line is known.
pub fn on_page(
    page: &str,
    faults: Vec<(usize, Fault)>,
) -> impl Iterator<Item = Problem> {
    faults.into_iter().map(move |(line, fault)| Problem {
        page: page.to_owned(),
        line: Some(line),
        fault,
    })
}
