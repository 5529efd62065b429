//! Chapter 3, Ids become vectors. In reading order:
//!
//! - [`descent`]: a weight, a slope, a step
//! - [`backward`]: three operations and back
//! - [`embedding`]: a row of a table for every id
//! - [`reviews`]: a corpus as models take it
//! - [`loss`]: how far off a logit is
//! - [`training`]: gradient descent, an epoch, an evaluation
//! - [`weather_descent`]: chapter 1's linear model, in steps
//! - [`accuracy`]: how often a model is right, and on what
//! - [`dense`]: a dense layer with Keras's initial values
//! - [`bag`], [`bag_training`]: the mean of a review's vectors, and the model on it
//! - [`answer`]: what each word adds to an answer
//! - [`optimizers`]: plain descent on the same model
//! - [`movement`]: how far training moves the rows of rare and frequent words
//! - [`ngrams`], [`ratios`], [`ngram_model`], [`baselines`]: counting words and pairs of words
//! - [`looking`]: what a trained table holds
//! - [`error`]: what can be wrong with what these are given
//! - [`recorded`]: what was measured for the pages
//! - [`sections`], [`figures`]: what the pages show
//! - [`record`]: measures it once more
pub mod accuracy;
pub mod answer;
pub mod backward;
pub mod bag;
pub mod bag_training;
pub mod baselines;
pub mod dense;
pub mod descent;
pub mod embedding;
pub mod error;
pub mod figures;
pub mod looking;
pub mod loss;
pub mod movement;
pub mod ngram_model;
pub mod ngrams;
pub mod optimizers;
pub mod ratios;
#[cfg(not(target_family = "wasm"))]
pub mod record;
pub mod recorded;
pub mod reviews;
pub mod sections;
pub mod training;
pub mod weather_descent;

pub use bag::BagOfEmbeddings;
pub use embedding::Embedding;
pub use error::VectorError;
