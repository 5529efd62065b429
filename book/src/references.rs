//! The works that the course relies on: `{{cite KEY}}` in a page's prose, `{{references}}` for the
//! list of all, and `(cite: KEY)` in the comments of the code.
//!
//! The entries are in `book/references.json`, an object each: `key`, `authors` (family name first,
//! as in "Ba, Jimmy"), `year`, `title`, `place` and `link`.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::files::{seen_from, with_extension};
use crate::markdown::{
    Expanded, as_entities, expand_each, expressions, line_of, replace, stands_alone,
};
use crate::page::Page;
use crate::problem::{Fault, Problem};

/// Where the entries are.
const FILE: &str = "book/references.json";

/// How a citation in a comment begins.
const CITES: [&str; 2] = ["(cite: ", "; cite: "];

/// The page that lists them, seen from the folder of the texts.
const PAGE: &str = "references.md";

/// A work.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Work {
    key: String,
    authors: Vec<Author>,
    year: u64,
    title: String,
    place: String,
    link: String,
}

/// "Ba, Jimmy", or a name that has only one part.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Author {
    family: String,
    given: Option<String>,
}

/// The works, and what is wrong with their file.
#[derive(Debug, Default)]
pub struct References {
    works: Vec<Work>,
    problems: Vec<Problem>,
}

impl References {
    /// Reads the works of the book in `root`; none if it has no file of them.
    pub fn read(root: &Path) -> Self {
        let Ok(text) = checkout::read(root.join(FILE)) else {
            return Self::default();
        };
        let mut references = Self::default();
        match serde_json::from_str::<Vec<Value>>(&text) {
            Ok(entries) => entries
                .iter()
                .for_each(|entry| references.take(&text, entry)),
            Err(why) => references
                .refuse(Some(why.line()), Fault::References(why.to_string())),
        }
        references.works.sort_by_key(Work::order);
        references
    }

    fn take(&mut self, text: &str, entry: &Value) {
        let key = entry["key"].as_str().unwrap_or_default();
        let lines = lines_of_key(text, key);
        match work(entry) {
            Err(field) => {
                let fault = Fault::ReferenceWithout(key.to_owned(), field);
                self.refuse(lines.first().copied(), fault);
            }
            Ok(work) if self.work(key).is_some() => {
                self.refuse(lines.last().copied(), Fault::ReferenceTwice(work.key));
            }
            Ok(work) => self.works.push(work),
        }
    }

    fn refuse(&mut self, line: Option<usize>, fault: Fault) {
        let page = FILE.to_owned();
        self.problems.push(Problem { page, line, fault });
    }

    fn work(&self, key: &str) -> Option<&Work> {
        self.works.iter().find(|work| work.key == key)
    }

    /// Replaces every `{{cite KEY}}` of a page by authors and year, linked to the entry. `page` is
    /// the page's path, seen from the folder of the texts.
    pub fn cite(&self, page: &Path, text: &str) -> Expanded {
        let folders = page.components().count().saturating_sub(1);
        let up = "../".repeat(folders);
        expand_each(text, "cite", |key| match self.work(key) {
            Some(work) => {
                let label = as_entities(&work.label());
                Ok(format!("[{label}]({up}{PAGE}#{key})"))
            }
            None => Err(Fault::CiteWithoutReference(key.to_owned())),
        })
    }

    /// Replaces `{{references}}` by the list of all works.
    pub fn list(&self, text: &str) -> String {
        let entries: Vec<String> = self.works.iter().map(Work::entry).collect();
        let list = entries.join("\n\n");
        let replacements: Vec<_> = expressions(text, "references")
            .into_iter()
            .filter(|expression| stands_alone(text, expression))
            .map(|expression| (expression.range, list.clone()))
            .collect();
        replace(text, &replacements)
    }

    /// What is wrong with the entries, and with the keys in the code: a page's own are faults of
    /// [`References::cite`].
    pub fn problems(&self, root: &Path, pages: &[Page]) -> Vec<Problem> {
        let mut problems = self.problems.clone();
        let mut cited: BTreeSet<String> = pages
            .iter()
            .flat_map(|page| expressions(&page.text, "cite"))
            .map(|expression| expression.body.to_owned())
            .collect();
        for citation in in_code(root) {
            if self.work(&citation.key).is_none() {
                problems.push(Problem {
                    page: citation.file,
                    line: Some(citation.line),
                    fault: Fault::CiteWithoutReference(citation.key.clone()),
                });
            }
            cited.insert(citation.key);
        }
        let text = checkout::read(root.join(FILE)).unwrap_or_default();
        let unused = self.works.iter().filter(|work| !cited.contains(&work.key));
        problems.extend(unused.map(|work| Problem {
            page: FILE.to_owned(),
            line: lines_of_key(&text, &work.key).first().copied(),
            fault: Fault::ReferenceWithoutCite(work.key.clone()),
        }));
        problems
    }
}

impl Work {
    /// "Kingma & Ba 2015", "Cho et al. 2014".
    fn label(&self) -> String {
        let names: Vec<&str> = self
            .authors
            .iter()
            .map(|author| author.family.as_str())
            .collect();
        let names = match names.as_slice() {
            [one] => (*one).to_owned(),
            [one, two] => format!("{one} & {two}"),
            [first, ..] => format!("{first} et al."),
            [] => String::new(),
        };
        format!("{names}\u{a0}{}", self.year)
    }

    /// By the first author's name, then by year.
    fn order(&self) -> (String, u64) {
        let first = self.authors.first();
        let family = first.map(|author| author.family.to_lowercase());
        (family.unwrap_or_default(), self.year)
    }

    fn entry(&self) -> String {
        let authors: Vec<String> = self.authors.iter().map(Author::whole).collect();
        let [authors, title, place] =
            [&authors.join(", "), &self.title, &self.place].map(|s| as_entities(s));
        format!(
            "- <a id=\"{}\"></a>{authors} ({}). [{title}](<{}>). {place}.",
            self.key, self.year, self.link
        )
    }
}

impl Author {
    fn new(written: &str) -> Self {
        match written.split_once(", ") {
            Some((family, given)) => Self {
                family: family.to_owned(),
                given: Some(given.to_owned()),
            },
            None => Self {
                family: written.to_owned(),
                given: None,
            },
        }
    }

    /// As a person says it: "Jimmy Ba".
    fn whole(&self) -> String {
        match &self.given {
            Some(given) => format!("{given} {}", self.family),
            None => self.family.clone(),
        }
    }
}

/// A work from its entry, or the name of the field that is missing or empty.
fn work(entry: &Value) -> Result<Work, &'static str> {
    let text = |field: &'static str| match entry[field].as_str() {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(field),
    };
    let authors = entry["authors"].as_array().ok_or("authors")?;
    let authors: Vec<Author> = authors
        .iter()
        .filter_map(Value::as_str)
        .map(Author::new)
        .collect();
    if authors.is_empty() {
        return Err("authors");
    }
    Ok(Work {
        key: text("key")?,
        authors,
        year: entry["year"].as_u64().ok_or("year")?,
        title: text("title")?,
        place: text("place")?,
        link: text("link")?,
    })
}

/// The lines of the file that have this key.
fn lines_of_key(text: &str, key: &str) -> Vec<usize> {
    text.match_indices(&format!("\"key\": \"{key}\""))
        .map(|(at, _)| line_of(text, at))
        .collect()
}

/// A citation in a comment of the code.
struct Citation {
    file: String,
    line: usize,
    key: String,
}

/// Every `(cite: KEY)` and `…; cite: KEY)` in a comment, in the `src` folders of the chapters.
fn in_code(root: &Path) -> Vec<Citation> {
    let mut citations = Vec::new();
    for file in with_extension(&root.join("chapters"), "rs") {
        let name = seen_from(root, &file);
        if !Path::new(&name)
            .components()
            .any(|part| part.as_os_str() == "src")
        {
            continue;
        }
        let text = checkout::read(&file).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let keys = CITES
                .iter()
                .flat_map(|cite| line.split(cite).skip(1))
                .map(key_at_start);
            if line.trim_start().starts_with("//") {
                citations.extend(keys.map(|key| Citation {
                    file: name.clone(),
                    line: number + 1,
                    key: key.to_owned(),
                }));
            }
        }
    }
    citations
}

fn key_at_start(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    &text[..end.unwrap_or(text.len())]
}
