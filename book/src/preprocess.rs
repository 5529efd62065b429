//! All that a page's expressions stand for, as an mdBook preprocessor.

use std::io::{self, Read, Write};
use std::path::Path;
use std::rc::Rc;

use anyhow::{Result, bail};
use mdbook_core::config::Config;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};

use crate::markdown::{Expanded, on_page};
use crate::notes::Notes;
use crate::page::{Page, make_plain, pages};
use crate::problem::Problem;
use crate::references::References;
use crate::sources::Sources;
use crate::{captions, equations, figures, results};

/// The preprocessor, under the name by which `book.toml` calls it.
#[derive(Debug)]
pub struct HiddenState {
    /// The code that listings are cut from.
    pub sources: Rc<Sources>,
}

impl Preprocessor for HiddenState {
    fn name(&self) -> &str {
        "hidden-state"
    }

    /// Equations and figures become HTML, so the pages are of use to that renderer only.
    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(supports_renderer(renderer))
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let materials =
            Materials::of(&context.root, &context.config, &book, &self.sources);
        book.for_each_chapter_mut(|chapter| {
            let path = chapter.source_path.clone().unwrap_or_default();
            chapter.content = materials.expand(&path, &chapter.content);
        });
        Ok(book)
    }
}

/// Whether the pages can be prepared for a renderer.
pub fn supports_renderer(renderer: &str) -> bool {
    renderer == "html"
}

/// What the pages of a book are filled with.
pub struct Materials<'a> {
    root: &'a Path,
    src: &'a Path,
    repository: Option<String>,
    pages: Vec<Page>,
    references: References,
    notes: Notes,
    sources: &'a Sources,
}

impl<'a> Materials<'a> {
    /// Of the book in `root`.
    pub fn of(
        root: &'a Path,
        config: &'a Config,
        book: &Book,
        sources: &'a Sources,
    ) -> Self {
        let src = config.book.src.as_path();
        let pages = pages(src, book);
        Self {
            root,
            src,
            repository: config
                .get("output.html.git-repository-url")
                .unwrap_or_default(),
            references: References::read(root),
            notes: Notes::of(&pages),
            pages,
            sources,
        }
    }

    /// The new text of a page; `path` is seen from the folder of the texts.
    ///
    /// The places of notes come first, since they are found in the text as it is written. The lists
    /// come next, since notes have expressions of their own; captions come last, since
    /// nothing in them is one.
    pub fn expand(&self, path: &Path, text: &str) -> String {
        let text = self.notes.mark(path, text);
        let text = self.references.list(&text);
        let text = self.notes.list(path, &text).text;
        let text = self.in_prose(path, &text).text;
        captions::expand(
            self.sources,
            self.repository.as_deref(),
            &self.src.join(path),
            &text,
        )
    }

    /// The expressions in the prose, and their faults, on the lines of the text as it is given.
    ///
    /// Results come first: they may stand in an equation or a caption. A figure is put in last, since
    /// its caption may hold equations; but its faults are looked for before an equation of several
    /// lines becomes one line, so that the line numbers are the page's own.
    fn in_prose(&self, path: &Path, text: &str) -> Expanded {
        let citations = self.references.cite(path, text);
        let results = results::expand(self.root, &citations.text);
        let equations = equations::expand(&results.text);
        let figures = figures::expand(self.root, &equations.text);
        let mut faults = citations.faults;
        faults.extend(results.faults);
        faults.extend(equations.faults);
        faults.extend(figures::expand(self.root, &results.text).faults);
        Expanded {
            text: figures.text,
            faults,
        }
    }

    /// What goes wrong when the pages are expanded.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for page in &self.pages {
            let mut faults = self.in_prose(&page.path, &page.text).faults;
            faults.extend(self.notes.list(&page.path, &page.text).faults);
            faults.extend(captions::faults(&page.text));
            problems.extend(on_page(&page.name, faults));
            problems.extend(captions::problems(self.sources, page));
        }
        problems.extend(self.notes.problems());
        problems.extend(self.references.problems(self.root, &self.pages));
        distinct(problems)
    }
}

/// A source with a problem may be on several pages.
fn distinct(problems: Vec<Problem>) -> Vec<Problem> {
    let mut distinct = Vec::new();
    for problem in problems {
        if !distinct.contains(&problem) {
            distinct.push(problem);
        }
    }
    distinct
}

/// Speaks mdBook's protocol: a book comes in as JSON, the expanded book goes out.
///
/// # Errors
///
/// If the input is not what mdBook sends, or a page has a problem; the message lists all.
pub fn protocol(input: impl Read, output: impl Write) -> Result<()> {
    let (context, mut book) = parse_input(input)?;
    make_plain(&mut book);
    let sources = Rc::new(Sources::of(&context.root));
    let problems =
        Materials::of(&context.root, &context.config, &book, &sources).problems();
    if !problems.is_empty() {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        bail!("the book has problems:\n{}", lines.join("\n"));
    }
    let expanded = HiddenState { sources }.run(&context, book)?;
    answer(output, &expanded)
}

/// Gives a book back to mdBook.
///
/// # Errors
///
/// If it cannot be written, an [`io::Error`].
pub(crate) fn answer(mut output: impl Write, book: &Book) -> Result<()> {
    serde_json::to_writer(&mut output, book).map_err(io::Error::from)?;
    output.flush()?;
    Ok(())
}
