//! What can be wrong with a book, and where.

use std::fmt;

use thiserror::Error;

/// The characters in a line of a listing that a page has room for. `rustfmt.toml` says the same to
/// the code.
pub const LISTING_WIDTH: usize = 85;

/// One thing that is wrong, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file to mend, seen from the root of the repository: `book/text/chapter-07/training.md`.
    pub page: String,
    /// The line of that file, if the problem belongs to one.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.page, self.fault),
            None => write!(f, "{}: {}", self.page, self.fault),
        }
    }
}

/// What is wrong. The message of each kind says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// An include of a file that is not there.
    #[error(
        "includes `{0}`, which is not there; correct the path, it starts at the page's folder"
    )]
    IncludeWithoutFile(String),
    /// An include of an anchor that its file does not have.
    #[error(
        "includes `{0}:{1}`, but that file has no `ANCHOR: {1}`; add it or correct the name"
    )]
    IncludeWithoutAnchor(String, String),
    /// An include of an anchor without an end: mdBook would include the rest of the file.
    #[error(
        "includes `{0}:{1}`, but that file has no `ANCHOR_END: {1}`; add it after the listing"
    )]
    IncludeWithoutAnchorEnd(String, String),
    /// An include that leaves nothing on the page.
    #[error(
        "includes `{0}`, and nothing comes of it; correct the lines or fill the anchor"
    )]
    IncludeEmpty(String),
    /// An include of more lines than the file has.
    #[error("includes `{0}`, but that file has only {1} lines; correct the range")]
    IncludeBeyondEnd(String, usize),
    /// An include of a snapshot that shows part of its header, or hides part of its text.
    #[error(
        "includes `{0}`, but the text of that snapshot starts at line {1}; end with `:{1}:`"
    )]
    SnapshotStart(String, usize),
    /// An include that mdBook has not understood and left on the page.
    #[error(
        "shows `{0}` to the reader; write it as `{{{{#include PATH}}}}` or `PATH:ANCHOR`"
    )]
    IncludeLeft(String),
    /// A listing or an output that is typed, not included.
    #[error(
        "has a ```{0} block typed by hand; include the listing from the chapter's source, the \
         output from a snapshot (`.snap`) or a recorded result (`results/`)"
    )]
    TypedByHand(String),
    /// Code that is marked for a page, and on none.
    #[error(
        "marks `ANCHOR: {0}`, which no page includes; include it, or delete the mark and its end"
    )]
    AnchorWithoutPage(String),
    /// A line of a listing that a page has no room for.
    #[error("has {0} characters in a listing on {1}; a page holds {max}, so break the line", max = LISTING_WIDTH)]
    LineTooLong(usize, String),
    /// A result expression without a value.
    #[error("`{{{{result {0}}}}}`: {1}")]
    Result(String, String),
    /// An equation that does not parse.
    #[error("the equation `{0}` does not parse: {1}")]
    Equation(String, String),
    /// A figure expression without a drawing.
    #[error("`{{{{figure {0}}}}}`: {1}")]
    Figure(String, String),
    /// A citation of a work that the list does not have, on a page or in a comment.
    #[error(
        "cites `{0}`, which book/references.json does not have; add the work or correct the key"
    )]
    CiteWithoutReference(String),
    /// A work that is listed and never cited.
    #[error(
        "lists `{0}`, which nothing cites; cite it with `{{{{cite {0}}}}}` on a page or \
         `(cite: {0})` in a comment of the code, or delete it"
    )]
    ReferenceWithoutCite(String),
    /// A work of which something is not said.
    #[error(
        "lists `{0}` without `{1}`; a work has key, authors, year, title, place and link"
    )]
    ReferenceWithout(String, &'static str),
    /// Two works of one key.
    #[error("lists `{0}` a second time; give the works two keys, or delete one")]
    ReferenceTwice(String),
    /// A list of works that cannot be read.
    #[error("is not a list of works: {0}")]
    References(String),
    /// A list of notes that is empty.
    #[error(
        "`{{{{notes {0}}}}}`: no page has a note that begins `**Coming from {0}.**`"
    )]
    NotesMissing(String),
    /// A note that the page of all notes leaves out.
    #[error(
        "has a note for readers who come from {0}, which no page lists; add `{{{{notes {0}}}}}` \
         to the page of the notes"
    )]
    NoteWithoutList(String),
    /// A source that a listing is cut from and whose items cannot be found.
    #[error("does not parse as Rust, so its listings have no caption: {0}")]
    SourceNotParsed(String),
    /// A listing that begins outside of every item.
    #[error(
        "begins the listing `{0}` with code that belongs to no item, so it has no caption; move \
         the anchor"
    )]
    ListingWithoutItem(String),
    /// A caption of a listing that is written, not made.
    #[error(
        "has a caption written by hand, `{0}`; delete it, the caption is made from the source"
    )]
    CaptionByHand(String),
    /// A drawing that no reader sees.
    #[error(
        "is not shown on any page; show it with `{{{{figure {0} | …}}}}` or delete it"
    )]
    FigureWithoutPage(String),
    /// A term that is explained and then not used.
    #[error(
        "explains `{0}`, which no other page uses; drop the term, or use it where it helps"
    )]
    TermWithoutPage(String),
    /// A page that no reader gets to.
    #[error("is not in SUMMARY.md; add it there or delete the file")]
    NotInSummary,
    /// A link to a page or file that the rendered book does not have.
    #[error(
        "links to `{0}`, which is not there; correct the path, it starts at the page's folder"
    )]
    LinkBroken(String),
    /// A link to a heading that the target page does not have.
    #[error(
        "links to `{0}`, but that page has no such heading or id; correct the part after #"
    )]
    LinkWithoutAnchor(String),
    /// An image that is not there.
    #[error(
        "shows the image `{0}`, which is not there; correct the path or draw it"
    )]
    ImageMissing(String),
    /// An image that says nothing to somebody who cannot see it.
    #[error("shows the image `{0}` without a text; write `![what it shows]({0})`")]
    ImageWithoutText(String),
    /// Something that a browser would load from another host.
    #[error(
        "loads `{0}` from another host; keep a copy in the book's theme instead"
    )]
    Offsite(String),
    /// A snapshot whose test is gone.
    #[error("{0}; delete the snapshot or restore its test")]
    OrphanSnapshot(String),
}
