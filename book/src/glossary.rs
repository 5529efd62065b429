//! Is every term of the glossary used on a page?

use std::path::Path;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::{events, line_of};
use crate::page::Page;
use crate::problem::{Fault, Problem};

/// The terms of `glossary.md` that no other page uses.
///
/// A page uses a term if its prose has the term's words one after the other, whatever stands between
/// them ("look-back" and "look back", also over the end of a line). Capitals do not count, and the
/// last word may be in the regular plural: with -s, with -es, or with -ies for -y. Other inflections
/// are other words. Code is not prose; headings, tables and captions of figures are.
pub fn problems(pages: &[Page]) -> Vec<Problem> {
    let is_glossary = |page: &&Page| page.path == Path::new("glossary.md");
    let Some(glossary) = pages.iter().find(is_glossary) else {
        return Vec::new();
    };
    let texts: Vec<Vec<String>> = pages
        .iter()
        .filter(|page| !is_glossary(page))
        .map(|page| words(&prose(&page.text)))
        .collect();
    terms(&glossary.text)
        .into_iter()
        .filter(|(_, term)| {
            let term = words(term);
            !texts.iter().any(|text| uses(text, &term))
        })
        .map(|(line, term)| Problem {
            page: glossary.name.clone(),
            line: Some(line),
            fault: Fault::TermWithoutPage(term),
        })
        .collect()
}

/// The terms that are explained, with their lines.
fn terms(glossary: &str) -> Vec<(usize, String)> {
    events(glossary)
        .filter(|(event, _)| matches!(event, Event::Start(Tag::DefinitionListTitle)))
        .map(|(_, range)| {
            let term = glossary[range.clone()].trim().to_owned();
            (line_of(glossary, range.start), term)
        })
        .collect()
}

/// The text of a page without its code.
fn prose(page: &str) -> String {
    let mut prose = String::new();
    let mut in_code = false;
    for (event, _) in events(page) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => prose.push_str(&text),
            // A part of a word may be emphasized; whatever else ends, ends a word.
            Event::Start(Tag::Emphasis | Tag::Strong)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong) => {}
            _ => prose.push(' '),
        }
    }
    prose
}

/// Letters and digits in lower case; everything else stands between words.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn uses(text: &[String], term: &[String]) -> bool {
    let Some((last, first)) = term.split_last() else {
        return false;
    };
    text.windows(term.len())
        .any(|part| part.starts_with(first) && is_form(&part[first.len()], last))
}

/// Whether `word` is `singular` or its regular plural.
fn is_form(word: &str, singular: &str) -> bool {
    let ending = word.strip_prefix(singular);
    let of_y = singular.strip_suffix('y');
    let is_plural_of_y =
        of_y.is_some_and(|stem| word.strip_prefix(stem) == Some("ies"));
    matches!(ending, Some("" | "s" | "es")) || is_plural_of_y
}
