//! Chapter 7, The IMDB classifier. In reading order:
//!
//! - [`dataset`]: reviews cut to the model's steps and padded
//! - [`classifier`]: the tutorial's model
//! - [`baseline`]: chapter 3's bag of embeddings beside it
//! - [`metrics`]: what a run measures, and how it is printed
//! - [`unsure`]: where a model had better say that it does not know
//! - [`checkpoint`]: a trained model on disk
//! - [`prediction`]: a trained model on a text of one's own
//! - [`recorded`]: the runs that the pages cite
//! - [`figures`]: a run's figures
//! - [`run_folder`]: where a run leaves its results
//! - [`options`], [`run`]: the program
//! - [`record`]: makes the recorded runs once more
pub mod baseline;
pub mod checkpoint;
pub mod classifier;
pub mod dataset;
pub mod figures;
pub mod metrics;
#[cfg(not(target_family = "wasm"))]
pub mod options;
pub mod prediction;
#[cfg(not(target_family = "wasm"))]
pub mod record;
pub mod recorded;
#[cfg(not(target_family = "wasm"))]
pub mod run;
#[cfg(not(target_family = "wasm"))]
pub mod run_folder;
pub mod unsure;
