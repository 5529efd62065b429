//! Chapter 7, The IMDB classifier. In reading order:
//!
//! - [`dataset`]: reviews to rows of ids, in three parts
//! - [`dropout`]: seeded dropout
//! - [`classifier`]: the tutorial's model, layer by layer
//! - [`training`]: batches, the optimizer, an epoch
//! - [`baseline`]: the same training for the model that is blind to order
//! - [`metrics`]: what a run measured, and how it is printed
//! - [`checkpoint`]: a trained model on disk
//! - [`prediction`]: the trained model on a text of one's own
//! - [`figures`]: lengths and learning curves
//! - [`run`]: all of it in order, as the program does
//! - [`options`]: the command line
pub mod baseline;
pub mod checkpoint;
pub mod classifier;
pub mod dataset;
pub mod dropout;
pub mod figures;
pub mod metrics;
pub mod options;
pub mod prediction;
pub mod run;
pub mod training;
