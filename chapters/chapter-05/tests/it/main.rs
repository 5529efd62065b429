//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::excessive_precision,
    reason = "golden numbers keep their zeros"
)]

mod combined;
mod common;
mod equality;
mod exercises;
mod figures;
mod files;
mod golden;
mod gradients;
mod gru;
mod lstm;
mod output;
mod padding;
