//! Chapter 2, Text becomes ids. In reading order:
//!
//! - [`review`]: a review, its label, and what a corpus is
//! - [`tokenizer`]: where one word ends and the next begins
//! - [`Vocabulary`]: a number for every word
//! - [`pad_sequences`]: one width for all
//! - [`read_archive`]: the 100,000 reviews of IMDB, read in one pass
//! - [`practice`]: reviews from a grammar, so that it is known what makes them hard
//! - [`sections`]: what the chapter's pages show, a function a page
mod archive;
mod padding;
pub mod practice;
mod read_ahead;
mod review;
pub mod sections;
pub mod tokenizer;
mod vocabulary;

pub use archive::{ArchiveError, Excess, Notes, Unlabelled, read_archive};
pub use padding::{PaddedIds, PaddingError, Side, pad_sequences};
pub use review::{Corpus, Label, Phenomenon, Review};
pub use vocabulary::{
    INDEX_FROM, PAD, START, UNKNOWN, Vocabulary, VocabularyError, VocabularyFault,
};
