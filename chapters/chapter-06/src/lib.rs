//! Chapter 6, Fast recurrence. In reading order:
//!
//! - [`activation`]: sigmoid and tanh of a whole vector register
//! - `schedule`: which rows of a batch are worked on at which step
//! - `cell`: what a vector of units computes at one step, LSTM and GRU
//! - `product`: products whose sums stay in registers
//! - `kernel`: the recurrence over a shard, forward and backward
//! - `operation`: the layer as one candle operation
//! - [`fused`]: the layers
//! - [`adam`]: the optimizer in one pass
//! - `workload`: the batch, the model and the clock of the measurements
//! - [`bench`]: how long a training step takes
//! - [`study`]: where the time goes
pub mod activation;
pub mod adam;
pub mod bench;
mod cell;
pub mod fused;
mod kernel;
mod operation;
mod product;
mod schedule;
pub mod study;
mod workload;

pub use adam::Adam;
pub use fused::{Fused, FusedGru, FusedLstm, Savings};
