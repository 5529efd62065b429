//! Chapter 6, Fast recurrence. In reading order:
//!
//! - [`slices`]: two ways to cut a sequence into steps
//! - [`activation`]: sigmoid and tanh of a whole vector register
//! - [`accuracy`]: how exact they are
//! - `schedule`: which rows of a batch are worked on at which step
//! - `cell`: what a vector of units computes at one step, LSTM and GRU
//! - `product`: products whose sums stay in registers
//! - `kernel`: the recurrence over a shard, forward and backward
//! - `operation`: the layer as one candle operation
//! - [`fused`]: the layers
//! - [`adam`]: the optimizer in one pass
//! - [`workload`]: the batch, the model and the clock of the measurements
//! - [`bench`]: how long a training step takes
//! - [`study`]: where the time goes
//! - [`sections`]: what the chapter's program prints
//! - [`figures`]: the chapter's figures
pub mod accuracy;
pub mod activation;
pub mod adam;
pub mod bench;
mod cell;
pub mod figures;
pub mod fused;
mod kernel;
mod operation;
mod product;
mod schedule;
pub mod sections;
pub mod slices;
pub mod study;
pub mod workload;

pub use adam::Adam;
pub use fused::{Fused, FusedGru, FusedLstm, Savings};
