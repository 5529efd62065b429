//! Does every listing and every output come from a file that is compiled or tested?

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use crate::markdown::{events, line_of};
use crate::problem::Fault;

/// The blocks of Rust or of output that are typed into the page.
///
/// What the reader types (```` ```console ````) or looks at in another language may be typed.
pub fn faults(text: &str) -> Vec<(usize, Fault)> {
    events(text)
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = language(&kind);
                let typed = !may_stand(&language, &text[range.clone()]);
                typed.then(|| {
                    (line_of(text, range.start), Fault::TypedByHand(language))
                })
            }
            _ => None,
        })
        .collect()
}

/// A block without a language counts as output: it looks the same on the page.
fn language(kind: &CodeBlockKind<'_>) -> String {
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

fn may_stand(language: &str, block: &str) -> bool {
    match language {
        "rust" => only_includes(block, |_| true),
        "text" => only_includes(block, |path| {
            path.contains(".snap") || path.contains("/results/")
        }),
        _ => true,
    }
}

fn only_includes(block: &str, from: impl Fn(&str) -> bool) -> bool {
    let mut lines = body(block).peekable();
    lines.peek().is_some()
        && lines.all(|line| included_path(line).is_some_and(&from))
}

/// The lines between the fences that are not empty; `>` of a quotation does not count.
fn body(block: &str) -> impl Iterator<Item = &str> {
    block
        .lines()
        .map(|line| line.trim_start_matches(['>', ' ']).trim_end())
        .filter(|line| {
            !line.is_empty() && !line.starts_with("```") && !line.starts_with("~~~")
        })
}

fn included_path(line: &str) -> Option<&str> {
    let inside: Range<usize> = "{{#".len()..line.len().checked_sub("}}".len())?;
    let (word, path) = line.get(inside)?.split_once(' ')?;
    let include = line.starts_with("{{#") && line.ends_with("}}");
    (include && matches!(word, "include" | "rustdoc_include")).then_some(path)
}
