//! Chapter 2, Text becomes ids. What it teaches, in reading order:
//!
//! - [`tokenizer`]: where one word ends and the next begins
//! - [`counts`]: how often each word occurs
//! - [`Vocabulary`]: a number for every word
//! - [`coverage`](mod@coverage): how many words a vocabulary knows
//! - [`offset`]: two mistakes that forget three
//! - [`lengths`]: how long reviews are, and what a width does to them
//! - [`pad_sequences`]: one width for all
//! - [`Review`]: a review, its label, and what a corpus is
//! - [`truncation`]: which words are never seen
//! - [`practice`]: reviews from a grammar, so that it is known what makes them hard
//! - [`read_archive`]: the 100,000 reviews of IMDB, read in one pass, unpacked by a second thread
//! - [`bpe`]: pieces of words
//! - [`corpus_statistics`]: everything counted in a corpus
//!
//! On these stands what the pages show, each module using only those above it:
//!
//! - [`recorded`]: what was measured once and is kept in `results/`
//! - [`sections`]: what the chapter's program prints, a file a page
//! - [`figures`]: what the pages draw
//! - [`record`]: what the program's command `record` measures; in it, how long it takes from the
//!   archive to ids, here and in Python
mod archive;
pub mod bpe;
pub mod corpus_statistics;
pub mod counts;
pub mod coverage;
pub mod figures;
pub mod lengths;
pub mod offset;
mod padding;
pub mod practice;
mod read_ahead;
#[cfg(not(target_family = "wasm"))]
pub mod record;
pub mod recorded;
mod review;
pub mod sections;
pub mod tokenizer;
pub mod truncation;
mod vocabulary;

pub use archive::{ArchiveError, Notes, Unlabelled, read_archive};
pub use padding::{PaddedIds, PaddingError, Side, pad_sequences};
pub use review::{Corpus, Label, Phenomenon, Review, texts};
pub use vocabulary::{
    FitError, INDEX_FROM, PAD, START, UNKNOWN, Vocabulary, VocabularyError,
    VocabularyFault,
};
