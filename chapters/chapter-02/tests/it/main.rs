//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod archive;
mod bpe;
mod counts;
mod exercises;
mod output;
mod padding;
mod practice;
mod recorded;
mod tokenizer;
mod vocabulary;
