//! The recurrent layers: PyTorch's golden numbers, candle-nn's layers, masks and gradients.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]
#![allow(
    clippy::excessive_precision,
    reason = "golden numbers end in zeros where the others have digits"
)]

mod combined;
mod common;
mod equality;
mod gradients;
mod gru;
mod lstm;
mod padding;
