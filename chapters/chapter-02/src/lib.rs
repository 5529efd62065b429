//! Chapter 2, Text becomes ids. In reading order:
//!
//! - [`tokenizer`]: where one word ends and the next begins
//! - [`counts`]: how often each word occurs
//! - [`Vocabulary`]: a number for every word
//! - [`coverage`](mod@coverage): how many words a vocabulary knows
//! - [`offset`]: two mistakes that forget three
//! - [`lengths`]: how long reviews are, and what a width does to them
//! - [`pad_sequences`]: one width for all
//! - [`truncation`]: which words are never seen
//! - [`review`](Review): a review, its label, and what a corpus is
//! - [`practice`]: reviews from a grammar, so that it is known what makes them hard
//! - [`read_archive`]: the 100,000 reviews of IMDB, read in one pass
//! - [`bpe`]: pieces of words
//! - [`facts`]: everything counted in a corpus
//! - [`figures`]: what the pages draw
//! - [`results`]: what is recorded
//! - [`sections`]: what the chapter's program prints
mod archive;
pub mod bpe;
pub mod counts;
pub mod coverage;
pub mod facts;
pub mod figures;
pub mod lengths;
pub mod offset;
mod padding;
pub mod practice;
mod read_ahead;
pub mod results;
mod review;
pub mod sections;
pub mod tokenizer;
pub mod truncation;
mod vocabulary;

pub use archive::{ArchiveError, Excess, Notes, Unlabelled, read_archive};
pub use padding::{PaddedIds, PaddingError, Side, pad_sequences};
pub use review::{Corpus, Label, Phenomenon, Review};
pub use vocabulary::{
    FitError, INDEX_FROM, PAD, START, UNKNOWN, Vocabulary, VocabularyError,
    VocabularyFault,
};
