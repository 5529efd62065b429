//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod classifier;
mod clipping;
mod dropout;
mod exercises;
mod figures;
mod identity;
mod learning;
mod network;
mod output;
mod program;
mod rnn;
mod sequence;
mod study;
mod truncated;
mod weights;
