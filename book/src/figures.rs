//! Figures: `{{figure NAME.svg | What it shows.}}` on a line by itself.
//!
//! The chapters draw into `book/figures`. The drawing goes into the page itself, not beside it as
//! an image file: then its colours and letters follow the page, light or dark.

use std::collections::HashSet;
use std::path::Path;

use scraper::Html;

use crate::files::{seen_from, under};
use crate::markdown::{
    Expanded, Expression, as_entities, expressions, line_of, replace, stands_alone,
};
use crate::page::Page;
use crate::problem::{Fault, Problem};

/// Where the chapters draw.
const FOLDER: &str = "book/figures";

/// Replaces every figure expression of a page by its drawing and caption.
pub fn expand(root: &Path, text: &str) -> Expanded {
    let mut faults = Vec::new();
    let mut replacements = Vec::new();
    for expression in expressions(text, "figure") {
        match figure(root, text, &expression) {
            Ok(figure) => replacements.push((expression.range, figure)),
            Err(why) => {
                let line = line_of(text, expression.range.start);
                faults.push((line, Fault::Figure(expression.body.to_owned(), why)));
            }
        }
    }
    Expanded {
        text: replace(text, &replacements),
        faults,
    }
}

/// The drawings that no page shows.
pub fn problems(root: &Path, pages: &[Page]) -> Vec<Problem> {
    let folder = root.join(FOLDER);
    let shown: HashSet<&str> = pages
        .iter()
        .flat_map(|page| expressions(&page.text, "figure"))
        .map(|expression| name_and_caption(expression.body).0)
        .collect();
    under(&folder)
        .iter()
        .map(|file| (seen_from(root, file), seen_from(&folder, file)))
        .filter(|(_, name)| !shown.contains(name.as_str()))
        .map(|(page, name)| Problem {
            page,
            line: None,
            fault: Fault::FigureWithoutPage(name),
        })
        .collect()
}

/// The two sides of `NAME.svg | What it shows.`
fn name_and_caption(body: &str) -> (&str, &str) {
    let (name, caption) = body.split_once('|').unwrap_or((body, ""));
    (name.trim(), caption.trim())
}

/// The caption stands between empty lines, so that it is Markdown again.
fn figure(
    root: &Path,
    text: &str,
    expression: &Expression<'_>,
) -> Result<String, String> {
    if !stands_alone(text, expression) {
        return Err("put it on a line by itself".to_owned());
    }
    let (name, caption) = name_and_caption(expression.body);
    if caption.is_empty() {
        return Err("say what it shows: NAME.svg | What it shows.".to_owned());
    }
    let svg = drawing(root, name, caption)?;
    Ok(format!(
        "<figure>\n{svg}\n<figcaption>\n\n{caption}\n\n</figcaption>\n</figure>"
    ))
}

/// The `<svg>` element of the file, with a label for a reader who cannot see it: the drawing's own
/// description, which a schematic has, or else the caption.
///
/// An empty line would end the block of HTML in Markdown's eyes, so there is none.
fn drawing(root: &Path, name: &str, caption: &str) -> Result<String, String> {
    let file = format!("{FOLDER}/{name}");
    let svg = checkout::read(root.join(&file))
        .map_err(|_| format!("there is no {file}; run the chapter that draws it"))?;
    let start = svg
        .find("<svg")
        .ok_or_else(|| format!("{file} has no <svg> element"))?;
    let rest = &svg[start + "<svg".len()..];
    let (rest, description) = without_description(rest);
    let lines: Vec<&str> = rest
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let label = as_entities(&plain(description.unwrap_or(caption)));
    Ok(format!("<svg role=\"img\" aria-label=\"{label}\"{}", lines.join("\n")))
}

/// A drawing without its `<desc>`, which would be read out a second time, and what stands in it.
fn without_description(svg: &str) -> (String, Option<&str>) {
    let parts = svg.split_once("<desc>").and_then(|(before, rest)| {
        let (description, after) = rest.split_once("</desc>")?;
        Some((before, description, after))
    });
    match parts {
        Some((before, description, after)) => {
            (format!("{before}{after}"), Some(description))
        }
        None => (svg.to_owned(), None),
    }
}

/// A caption or description without its tags and entities.
fn plain(text: &str) -> String {
    Html::parse_fragment(text).root_element().text().collect()
}
