//! Chapter 6, Fast recurrence. In reading order:
//!
//! - [`activation`]: sigmoid and tanh of a whole vector register
//! - `schedule`: which rows of a batch are worked on at which step
//! - `kernel`: the recurrence over a shard, forward and backward
//! - `operation`: the LSTM as one candle operation
//! - [`fused`]: the layer
//! - [`adam`]: the optimizer in one pass
//! - [`bench`]: how long a training step takes
pub mod activation;
pub mod adam;
pub mod bench;
pub mod fused;
mod kernel;
mod operation;
mod schedule;

pub use adam::Adam;
pub use fused::FusedLstm;
