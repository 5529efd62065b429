//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod baselines;
mod exercises;
mod figures;
mod linear;
mod output;
mod recorded;
mod scaling;
mod simulation;
mod table;
mod windows;
