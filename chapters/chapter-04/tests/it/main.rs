//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod classifier;
mod clipping;
mod dropout;
mod figures;
mod learning;
mod output;
mod rnn;
mod sequence;
mod weights;
