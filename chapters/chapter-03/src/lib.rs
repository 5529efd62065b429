//! Chapter 3, Ids become vectors. In reading order:
//!
//! - [`embedding`]: a row of a table for every id
//! - [`loss`]: binary cross-entropy that cannot overflow
//! - [`training`]: a step against the gradient, and many of them
//! - [`bag`]: the mean of a review's vectors, blind to order
//! - [`reviews`]: the practice corpus as ids and targets
//! - [`bag_training`]: the bag trained, with pads and without
//! - [`terms`]: a review as the set of its words and pairs of words
//! - [`ratios`]: how much oftener a term is in positive reviews
//! - [`term_model`]: a weight for each term
//! - [`baselines`]: both baselines, chosen on validation reviews and tested once
//! - [`looking`]: what a trained table holds
//! - [`results`]: what is recorded
//! - [`figures`]: what the pages draw
//! - [`sections`]: what the chapter's program prints
//! - [`error`]: what can be wrong with ids and reviews
pub mod bag;
pub mod bag_training;
pub mod baselines;
pub mod embedding;
pub mod error;
pub mod figures;
pub mod looking;
pub mod loss;
pub mod ratios;
pub mod results;
pub mod reviews;
pub mod sections;
pub mod term_model;
pub mod terms;
pub mod training;

pub use bag::BagOfEmbeddings;
pub use embedding::Embedding;
pub use error::VectorError;
