//! Does every listing and every output come from a file that is compiled or tested, and has a page
//! room for its lines?

use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{Event, Tag};

use crate::dedent::indentation;
use crate::files::resolve;
use crate::includes::includes;
use crate::markdown::{events, language, line_of};
use crate::page::Page;
use crate::problem::{Fault, LISTING_WIDTH, Problem};

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

/// The lines of a page's listings of Rust that are too long for it, in the files that they come
/// from.
pub fn too_long(root: &Path, page: &Page) -> Vec<Problem> {
    let text = &page.text;
    events(text)
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::CodeBlock(kind)) if language(&kind) == "rust" => {
                Some(&text[range])
            }
            _ => None,
        })
        .flat_map(|block| too_long_in(root, page, block))
        .collect()
}

/// Counted as the reader sees them: in characters, and without the indentation of the block.
fn too_long_in(root: &Path, page: &Page, block: &str) -> Vec<Problem> {
    let mut lines = Vec::new();
    for include in includes(block) {
        let file = resolve(Path::new(&page.name), include.path);
        // A missing file is a fault of its own.
        let text = checkout::read(root.join(&file)).unwrap_or_default();
        for (number, line) in include.lines(&text) {
            lines.push((file.clone(), number, line.to_owned()));
        }
    }
    let indentation = indentation(lines.iter().map(|(.., line)| line.as_str()));
    lines
        .into_iter()
        .map(|(file, number, line)| {
            (file, number, line.chars().count().saturating_sub(indentation))
        })
        .filter(|(.., width)| *width > LISTING_WIDTH)
        .map(|(file, number, width)| Problem {
            page: file.display().to_string(),
            line: Some(number),
            fault: Fault::LineTooLong(width, page.name.clone()),
        })
        .collect()
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
