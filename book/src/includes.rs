//! Does every `{{#include …}}` put on the page what its author meant?
//!
//! mdBook leaves an empty block for a missing anchor, includes the rest of the file for a missing
//! end, and says nothing.

use std::path::Path;

use crate::markdown::line_of;
use crate::problem::Fault;

/// An include as it stands on a page: `{{#include PATH}}`, `PATH:ANCHOR`, `PATH:FROM:TO`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Include<'a> {
    /// The byte of the page where it begins.
    pub offset: usize,
    /// The file, seen from the folder of the page.
    pub path: &'a str,
    /// An anchor or a range of lines, or nothing for the whole file.
    pub part: &'a str,
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

    /// The lines of its file that it puts on the page, with their numbers, from 1.
    pub fn lines<'f>(&self, file: &'f str) -> Vec<(usize, &'f str)> {
        let numbered = file.lines().enumerate().map(|(i, line)| (i + 1, line));
        match lines_of(self.part) {
            Some((from, to)) => numbered
                .filter(|(number, _)| {
                    (from..=to.unwrap_or(usize::MAX)).contains(number)
                })
                .collect(),
            None => numbered
                .skip_while(|(_, line)| anchor(line) != Some(self.part))
                .take_while(|(_, line)| anchor_end(line) != Some(self.part))
                .filter(|(_, line)| anchor(line).or(anchor_end(line)).is_none())
                .collect(),
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

/// The includes of a text, in its order.
pub fn includes(text: &str) -> Vec<Include<'_>> {
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

/// The name of the anchor that begins on this line of a file, if one does.
pub fn anchor(line: &str) -> Option<&str> {
    marked(line, "ANCHOR:")
}

fn anchor_end(line: &str) -> Option<&str> {
    marked(line, "ANCHOR_END:")
}

fn marked<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let name = line.split_once(mark)?.1.trim_start();
    let end = name
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
        .unwrap_or(name.len());
    (end > 0).then_some(&name[..end])
}

fn fault(folder: &Path, include: &Include<'_>) -> Option<Fault> {
    let Ok(file) = checkout::read(folder.join(include.path)) else {
        return Some(Fault::IncludeWithoutFile(include.path.to_owned()));
    };
    let part = match lines_of(include.part) {
        Some((from, to)) => lines_fault(include, &file, from, to),
        None => anchor_fault(include, &file),
    };
    let is_blank = || {
        let lines = include.lines(&file);
        lines.iter().all(|(_, line)| line.trim().is_empty())
    };
    part.or_else(|| is_blank().then(|| Fault::IncludeEmpty(include.written())))
        .or_else(|| snapshot_fault(include, &file))
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
    from: usize,
    to: Option<usize>,
) -> Option<Fault> {
    let count = file.lines().count();
    let beyond = to.unwrap_or(count) > count || from > count.max(1);
    beyond.then(|| Fault::IncludeBeyondEnd(include.written(), count))
}

fn anchor_fault(include: &Include<'_>, file: &str) -> Option<Fault> {
    let (path, name) = (include.path.to_owned(), include.part.to_owned());
    let mut lines = file.lines();
    if !lines.any(|line| anchor(line) == Some(include.part)) {
        return Some(Fault::IncludeWithoutAnchor(path, name));
    }
    let ends = lines.any(|line| anchor_end(line) == Some(include.part));
    (!ends).then_some(Fault::IncludeWithoutAnchorEnd(path, name))
}

/// Is all of the snapshot's text on the page, and nothing of its header?
fn snapshot_fault(include: &Include<'_>, file: &str) -> Option<Fault> {
    let (from, _) = lines_of(include.part)?;
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
