//! Chapter 2, Text becomes ids. In reading order:
//!
//! - [`review`]: a review, its label, and what a corpus is
mod review;

pub use review::{Corpus, Label, Phenomenon, Review};
