//! Does every `{{#include …}}` put on the page what its author meant?
//!
//! mdBook leaves an empty block for a missing anchor, includes the rest of the file for a missing
//! end, and says nothing.

use std::fs;
use std::path::Path;

use crate::markdown::line_of;
use crate::problem::Fault;

/// An include as it stands on a page: `{{#include PATH}}`, `PATH:ANCHOR`, `PATH:FROM:TO`.
struct Include<'a> {
    offset: usize,
    path: &'a str,
    part: &'a str,
}

impl Include<'_> {
    /// As the author wrote it, for messages.
    fn written(&self) -> String {
        if self.part.is_empty() {
            self.path.to_owned()
        } else {
            format!("{}:{}", self.path, self.part)
        }
    }
}

/// The faults of the includes of a page; `folder` is where the page stands.
pub fn faults(folder: &Path, text: &str) -> Vec<(usize, Fault)> {
    includes(text)
        .iter()
        .filter_map(|include| {
            fault(folder, include)
                .map(|fault| (line_of(text, include.offset), fault))
        })
        .collect()
}

fn includes(text: &str) -> Vec<Include<'_>> {
    text.match_indices("{{#")
        .filter(|(offset, _)| !text[..*offset].ends_with('\\'))
        .filter_map(|(offset, _)| {
            let inside = text[offset + 3..].split_once("}}")?.0;
            let target = inside
                .strip_prefix("include ")
                .or_else(|| inside.strip_prefix("rustdoc_include "))?
                .trim();
            let (path, part) = target.split_once(':').unwrap_or((target, ""));
            Some(Include { offset, path, part })
        })
        .collect()
}

fn fault(folder: &Path, include: &Include<'_>) -> Option<Fault> {
    let Ok(file) = fs::read_to_string(folder.join(include.path)) else {
        return Some(Fault::IncludeWithoutFile(include.path.to_owned()));
    };
    match lines_of(include.part) {
        Some(lines) => lines_fault(include, &file, lines),
        None => anchor_fault(include, &file),
    }
}

/// First and last line of `FROM:TO`, where either may be left out; none for an anchor.
fn lines_of(part: &str) -> Option<(usize, Option<usize>)> {
    if part.is_empty() {
        return Some((1, None));
    }
    let (from, to) = match part.split_once(':') {
        Some((from, to)) => (from, to),
        None => (part, part),
    };
    let from = if from.is_empty() {
        1
    } else {
        from.parse().ok()?
    };
    Some((from, to.parse().ok()))
}

fn lines_fault(
    include: &Include<'_>,
    file: &str,
    (from, to): (usize, Option<usize>),
) -> Option<Fault> {
    let count = file.lines().count();
    let last = to.unwrap_or(count);
    if last > count || from > count.max(1) {
        return Some(Fault::IncludeBeyondEnd(include.written(), count));
    }
    let skipped = from.saturating_sub(1);
    let taken = file
        .lines()
        .skip(skipped)
        .take(last.saturating_sub(skipped));
    if is_blank(taken) {
        return Some(Fault::IncludeEmpty(include.written()));
    }
    let start = snapshot_start(include.path, file)?;
    (from != start).then(|| Fault::SnapshotStart(include.path.to_owned(), start))
}

/// The line after the header of a snapshot, which stands between two lines `---`.
fn snapshot_start(path: &str, file: &str) -> Option<usize> {
    if !path.ends_with(".snap") {
        return None;
    }
    let end = file.lines().skip(1).position(|line| line == "---")?;
    Some(end + 3)
}

fn anchor_fault(include: &Include<'_>, file: &str) -> Option<Fault> {
    let anchor = include.part;
    let (path, name) = (include.path.to_owned(), anchor.to_owned());
    let Some(start) = file.lines().position(|line| marks(line, "ANCHOR:", anchor))
    else {
        return Some(Fault::IncludeWithoutAnchor(path, name));
    };
    let rest = || file.lines().skip(start + 1);
    let Some(length) = rest().position(|line| marks(line, "ANCHOR_END:", anchor))
    else {
        return Some(Fault::IncludeWithoutAnchorEnd(path, name));
    };
    is_blank(rest().take(length).filter(|line| !line.contains("ANCHOR")))
        .then(|| Fault::IncludeEmpty(include.written()))
}

/// Whether a line holds `ANCHOR: name` or `ANCHOR_END: name`.
fn marks(line: &str, mark: &str, name: &str) -> bool {
    line.split_once(mark).is_some_and(|(_, after)| {
        let found = after.trim_start();
        let end = found
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
            .unwrap_or(found.len());
        &found[..end] == name
    })
}

fn is_blank<'a>(mut lines: impl Iterator<Item = &'a str>) -> bool {
    lines.all(|line| line.trim().is_empty())
}
