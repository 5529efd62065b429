//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::excessive_precision,
    reason = "golden numbers keep their zeros"
)]

mod backwards;
mod combined;
mod common;
mod dropped;
mod equality;
mod exercises;
mod figures;
mod files;
mod golden;
mod gradient_by_distance;
mod gradients;
mod gru;
mod lstm;
mod output;
mod padding;
mod program;
mod recorded;
