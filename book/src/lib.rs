//! Renders the book of *Hidden State* and checks it.
//!
//! mdBook turns Markdown into pages. This crate adds what a course with equations, measurements
//! and figures needs, and finds what mdBook lets pass in silence. In reading order:
//!
//! - [`problem`]: what can be wrong with a book, and where;
//! - [`page`]: the pages as their authors wrote them;
//! - [`markdown`]: where code, lines and `{{…}}` expressions are in a page;
//! - [`results`]: recorded numbers into the prose;
//! - [`equations`]: LaTeX to MathML, so that no script has to draw them;
//! - [`figures`]: the chapters' SVG drawings into the pages;
//! - [`references`]: the works that the course relies on, cited and listed;
//! - [`notes`]: what is said to readers who come from Keras or PyTorch, listed on one page;
//! - [`sources`], [`captions`]: the item that a listing is cut from, above the listing;
//! - [`preprocess`]: all these, one after the other, as an mdBook preprocessor;
//! - [`dedent`]: listings without the indentation of the place that they come from;
//! - [`render`]: the book as HTML;
//! - [`includes`], [`listings`], [`snapshots`]: do text, code and tested output still agree?
//! - [`anchors`], [`figures`], [`glossary`]: is what was made for a page on a page?
//! - [`html`]: links, anchors, images and resources of the rendered pages;
//! - [`check`]: all of these together;
//! - [`serve`]: a small server for reading while writing.

pub mod anchors;
pub mod captions;
pub mod check;
pub mod dedent;
pub mod equations;
pub mod figures;
pub mod glossary;
pub mod html;
pub mod includes;
pub mod listings;
pub mod markdown;
pub mod notes;
pub mod page;
pub mod preprocess;
pub mod problem;
pub mod references;
pub mod render;
pub mod results;
pub mod serve;
pub mod snapshots;
pub mod sources;

mod files;
