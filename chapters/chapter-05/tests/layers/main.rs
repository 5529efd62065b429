//! The recurrent layers: PyTorch's golden numbers, candle-nn's layers, masks and gradients.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

mod common;
mod equality;
mod gradients;
mod gru;
mod lstm;
