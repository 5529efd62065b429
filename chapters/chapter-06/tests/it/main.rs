//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod activation;
mod adam;
mod bench;
mod comparison;
mod equality;
mod exercises;
mod hostile;
mod layers;
mod output;
mod recorded;
