//! The notes "Coming from Keras" and "Coming from PyTorch", all on one page: `{{notes Keras}}`.
//!
//! A note stands where a reader of the page wants it. The index is made of the notes themselves, so
//! it cannot say anything else than they do.

use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Tag};

use crate::files::resolve;
use crate::markdown::{
    Expanded, events, expand_each, expressions, line_of, replace,
};
use crate::page::Page;
use crate::problem::{Fault, Problem};

/// How a note begins; the name of the framework and `.**` follow.
const OPENING: &str = "**Coming from ";

/// A note of a page.
#[derive(Debug, Clone)]
struct Note {
    framework: String,
    /// Its Markdown, without the quotation's marks and the opening words.
    text: String,
    /// The byte of its page that it begins at.
    start: usize,
    line: usize,
    /// Where a link to it leads on its page.
    id: String,
    page: Page,
}

/// The notes of a book, in the order of its pages.
#[derive(Debug)]
pub struct Notes {
    notes: Vec<Note>,
    /// The frameworks whose notes are shown together on some page.
    shown: Vec<String>,
}

impl Notes {
    /// Collects the notes of the pages.
    pub fn of(pages: &[Page]) -> Self {
        let shown = pages
            .iter()
            .flat_map(|page| expressions(&page.text, "notes"))
            .map(|expression| expression.body.to_owned())
            .collect();
        let notes = pages.iter().flat_map(notes_of).collect();
        Self { notes, shown }
    }

    /// Replaces `{{notes FRAMEWORK}}` by the framework's notes, a list with a link to the page of each.
    pub fn list(&self, page: &Path, text: &str) -> Expanded {
        expand_each(text, "notes", |framework| {
            let entries: Vec<String> = self
                .notes
                .iter()
                .filter(|note| note.framework == framework)
                .map(|note| note.entry(page))
                .collect();
            if entries.is_empty() {
                return Err(Fault::NotesMissing(framework.to_owned()));
            }
            Ok(entries.join("\n\n"))
        })
    }

    /// A page with a place before each of its notes that a link can lead to. `text` must be as its
    /// author wrote it.
    pub fn mark(&self, page: &Path, text: &str) -> String {
        let places: Vec<_> = self
            .notes
            .iter()
            .filter(|note| note.page.path == page)
            .map(|note| {
                let place = format!("<div id=\"{}\"></div>\n\n", note.id);
                (note.start..note.start, place)
            })
            .collect();
        replace(text, &places)
    }

    /// The notes that the page of the notes leaves out, if the book has one.
    pub fn problems(&self) -> Vec<Problem> {
        self.notes
            .iter()
            .filter(|_| !self.shown.is_empty())
            .filter(|note| !self.shown.contains(&note.framework))
            .map(|note| Problem {
                page: note.page.name.clone(),
                line: Some(note.line),
                fault: Fault::NoteWithoutList(note.framework.clone()),
            })
            .collect()
    }
}

impl Note {
    /// An item of a list on `page`: all lines but its first are indented.
    fn entry(&self, page: &Path) -> String {
        let address = from_page(page, &self.page.path);
        let title = self
            .page
            .text
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .unwrap_or(&self.page.name);
        let text = with_links_from(page, &self.page.path, &self.text);
        format!("[{title}]({}#{})\n{text}", address.display(), self.id)
            .lines()
            .enumerate()
            .map(|(i, line)| match (i, line) {
                (0, first) => format!("- {first}<br>"),
                (_, "") => String::new(),
                (_, line) => format!("  {line}"),
            })
            .collect::<Vec<_>>()
            .join("\n")
    }
}

fn notes_of(page: &Page) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for (event, range) in events(&page.text) {
        let Event::Start(Tag::BlockQuote(_)) = event else {
            continue;
        };
        let start = range.start;
        let Some((framework, text)) = note(&page.text[range]) else {
            continue;
        };
        let before = notes.iter().filter(|note| note.framework == framework);
        notes.push(Note {
            id: id(&framework, before.count()),
            framework,
            text,
            start,
            line: line_of(&page.text, start),
            page: page.clone(),
        });
    }
    notes
}

/// `coming-from-keras`; the next one of the same page is `coming-from-keras-2`.
fn id(framework: &str, before: usize) -> String {
    let name = framework.to_lowercase().replace(' ', "-");
    match before {
        0 => format!("coming-from-{name}"),
        more => format!("coming-from-{name}-{}", more + 1),
    }
}

/// Framework and text of a quotation that is a note.
fn note(quotation: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = quotation
        .lines()
        .map(|line| line.trim_start().trim_start_matches('>'))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .skip_while(|line| line.starts_with("[!"))
        .collect();
    let text = lines.join("\n");
    let (framework, text) = text.strip_prefix(OPENING)?.split_once(".**")?;
    Some((framework.to_owned(), text.trim().to_owned()))
}

/// The links of a text that was written for the page `from`, as `page` has to write them.
fn with_links_from(page: &Path, from: &Path, text: &str) -> String {
    let mut replacements = Vec::new();
    for (event, range) in events(text) {
        let Event::Start(Tag::Link { dest_url, .. }) = event else {
            continue;
        };
        let target = format!("]({dest_url}");
        let Some(at) = text[range.clone()].rfind(&target) else {
            continue;
        };
        if dest_url.contains(':') {
            continue;
        }
        let (path, anchor) = match dest_url.split_once('#') {
            Some((path, anchor)) => (path, format!("#{anchor}")),
            None => (&*dest_url, String::new()),
        };
        let path = match path {
            "" => from.to_path_buf(),
            path => resolve(from, path),
        };
        let new = format!("]({}{anchor}", from_page(page, &path).display());
        let start = range.start + at;
        replacements.push((start..start + target.len(), new));
    }
    replace(text, &replacements)
}

/// The way from a page to another file; both are seen from the folder of the texts.
fn from_page(page: &Path, file: &Path) -> PathBuf {
    let folders = page.components().count().saturating_sub(1);
    let up: PathBuf = std::iter::repeat_n("..", folders).collect();
    up.join(file)
}
