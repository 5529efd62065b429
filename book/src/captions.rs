//! Above every listing, what it is cut from: the file and the item with its signature.
//!
//! Both are found in the source when the book is rendered, so a page never says them by hand.

use std::ops::Range;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Tag};

use crate::files::resolve;
use crate::includes::{Include, includes};
use crate::markdown::{as_entities, events, language, line_of, replace};
use crate::page::Page;
use crate::problem::{Fault, Problem};
use crate::sources::{Named, Outline, Sources};

/// The characters of an item with its signature; a longer one is shortened.
const WIDTH: usize = 95;

/// How a caption written by hand begins.
const BY_HAND: &str = "<figcaption";

/// Where a listing comes from.
struct Origin {
    file: PathBuf,
    line: usize,
    item: String,
}

/// A page with every included listing of Rust in a figure of its own. `repository` is the address
/// of the code on the web, `path` the page's place seen from the root.
pub fn expand(
    sources: &Sources,
    repository: Option<&str>,
    path: &Path,
    text: &str,
) -> String {
    let mut replacements = Vec::new();
    for (range, include) in listings(text) {
        // One without an origin is a problem, and stays as it is.
        let Ok(Some(origin)) = origin(sources, path, &include) else {
            continue;
        };
        let caption = caption(repository, &origin);
        let open = format!(
            "<figure class=\"listing\">\n<figcaption>{caption}</figcaption>\n\n"
        );
        let close = "\n\n</figure>\n".to_owned();
        let end = range.start + text[range.clone()].trim_end().len();
        replacements.push((range.start..range.start, open));
        replacements.push((end..end, close));
    }
    replace(text, &replacements)
}

/// The captions that are written by hand.
pub fn faults(text: &str) -> Vec<(usize, Fault)> {
    events(text)
        .filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
        .filter(|(_, range)| text[range.clone()].contains(BY_HAND))
        .map(|(_, range)| {
            let line = text[range.clone()].trim().to_owned();
            (line_of(text, range.start), Fault::CaptionByHand(line))
        })
        .collect()
}

/// What is wrong with the sources of a page's listings.
pub fn problems(sources: &Sources, page: &Page) -> Vec<Problem> {
    listings(&page.text)
        .into_iter()
        .filter_map(|(_, include)| {
            origin(sources, Path::new(&page.name), &include).err()
        })
        .collect()
}

/// The blocks of Rust that include something, and the first include of each.
fn listings(text: &str) -> Vec<(Range<usize>, Include<'_>)> {
    events(text)
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::CodeBlock(kind)) if language(&kind) == "rust" => {
                let include = includes(&text[range.clone()]).into_iter().next()?;
                Some((range, include))
            }
            _ => None,
        })
        .collect()
}

/// Where the first line of code of an include stands. None if nothing is included: that is a fault of
/// its own.
fn origin(
    sources: &Sources,
    page: &Path,
    include: &Include<'_>,
) -> Result<Option<Origin>, Problem> {
    let file = resolve(page, include.path);
    let Some(parsed) = sources.get(&file) else {
        return Ok(None);
    };
    let problem = |line, fault| Problem {
        page: file.display().to_string(),
        line: Some(line),
        fault,
    };
    let outline = parsed.as_ref().as_ref().map_err(|(line, why)| {
        problem(*line, Fault::SourceNotParsed(why.clone()))
    })?;
    let lines = include.lines(&outline.text);
    let Some((first, _)) = lines.first() else {
        return Ok(None);
    };
    let code = lines.iter().find(|(_, line)| is_code(line));
    let item = match code {
        // A whole file says by its path what it is.
        _ if include.part.is_empty() => String::new(),
        Some((line, _)) => item(outline, *line).ok_or_else(|| {
            problem(*line, Fault::ListingWithoutItem(include.part.to_owned()))
        })?,
        None => String::new(),
    };
    Ok(Some(Origin {
        line: *first,
        item,
        file,
    }))
}

fn is_code(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("//")
}

/// The item of a line: with its signature, unless the reader sees that in the listing.
fn item(outline: &Outline, line: usize) -> Option<String> {
    let around = outline.around(line);
    let (innermost, outer) = around.split_last()?;
    let outer: String = outer
        .iter()
        .map(|item| format!("{} › ", item.short))
        .collect();
    if line <= innermost.head {
        return Some(outer + &innermost.short);
    }
    Some(
        outer.clone()
            + fitting(innermost, WIDTH.saturating_sub(outer.chars().count())),
    )
}

/// The fullest form that has room.
fn fitting(item: &Named, width: usize) -> &str {
    let forms = &item.signatures;
    forms
        .iter()
        .find(|form| form.chars().count() <= width)
        .or(forms.last())
        .map_or("", String::as_str)
}

/// The path, linked to its line as `{repository}/blob/main/{path}#L{line}` if the book's
/// `output.html.git-repository-url`, a key of mdBook's own, has an address; then the item.
fn caption(repository: Option<&str>, origin: &Origin) -> String {
    let path = origin.file.display().to_string();
    // A narrow page may break a path after a slash.
    let shown = as_entities(&path).replace("&#47;", "/<wbr>");
    let path = match repository {
        Some(url) => format!(
            "<a href=\"{}/blob/main/{path}#L{}\">{shown}</a>",
            url.trim_end_matches('/'),
            origin.line
        ),
        None => format!("<span>{shown}</span>"),
    };
    if origin.item.is_empty() {
        return path;
    }
    format!("{path} <code>{}</code>", as_entities(&origin.item))
}
