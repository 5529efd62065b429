//! Chapter 3, Ids become vectors. In reading order:
//!
//! - [`embedding`]: a row of a table for every id
//! - [`bag`]: the baseline that is blind to order
//! - [`sections`]: what the chapter's program prints
pub mod bag;
pub mod embedding;
pub mod sections;

pub use bag::BagOfEmbeddings;
pub use embedding::Embedding;
