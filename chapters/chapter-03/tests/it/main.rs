//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answer;
mod descent;
mod embedding;
mod exercises;
mod loss;
mod models;
mod movement;
mod output;
mod recorded;
