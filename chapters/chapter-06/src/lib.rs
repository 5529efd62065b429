//! Chapter 6, Fast recurrence. In reading order:
//!
//! - [`slices`]: two ways to cut a sequence into steps
//! - [`hoisted`]: the LSTM with its input product out of the loop
//! - [`activation`]: sigmoid and tanh of a whole vector register
//! - [`accuracy`]: how exact they are
//! - `schedule`: which rows of a batch are worked on at which step
//! - [`registers`]: which vector registers it is computed with
//! - [`kernel`]: the choices that the chapter measures one by one
//! - `cell`: what a vector of hidden units computes at one step, LSTM and GRU
//! - `packing`: the weights in the order in which the kernels read them
//! - `product`: matrix products that are added up in registers
//! - [`product_by_steps`]: the way there, from three loops
//! - [`tiles`]: tiles of other shapes
//! - `inputs`: the product of a block of inputs with their weights
//! - `words`: the words of a batch, each projected once
//! - `saved`: what the forward pass saves for the backward pass
//! - `states`: where the hidden states stand in what the operation returns
//! - `forward`, `backward`: the recurrence over a shard
//! - `operation`: the layer as one candle operation
//! - [`fused`]: the layers
//! - [`adam`]: the optimizer in one pass
//! - [`workload`]: the batch and the model of the measurements
//! - [`arithmetic`]: how much there is to compute in a batch
//! - [`recorded`]: what was measured for the pages
//! - [`sections`], [`figures`]: what the pages show
//! - [`record`]: measures it: how long a training step takes, where the time goes, the same step in
//!   other programs
pub mod accuracy;
pub mod activation;
pub mod adam;
pub mod arithmetic;
mod backward;
mod cell;
pub mod figures;
mod forward;
pub mod fused;
pub mod hoisted;
mod inputs;
pub mod kernel;
mod operation;
mod packing;
mod product;
pub mod product_by_steps;
#[cfg(not(target_family = "wasm"))]
pub mod record;
pub mod recorded;
pub mod registers;
mod saved;
mod schedule;
pub mod sections;
pub mod slices;
mod states;
pub mod tiles;
mod words;
pub mod workload;

pub use adam::Adam;
pub use fused::{Fused, FusedGru, FusedLstm, Savings};
