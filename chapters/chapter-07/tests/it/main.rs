//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod common;
mod folder;
mod machine;
mod main_job;
mod model;
mod prediction;
mod recorded;
mod short_run;
mod typed;
mod unsure;
