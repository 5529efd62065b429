//! The tests of this crate, one program: a module a subject.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod archive;
mod bpe;
mod counts;
mod dialects;
mod encode;
mod exercises;
mod figures;
mod lengths;
mod offset;
mod output;
mod padding;
mod practice;
mod recorded;
mod tokenizer;
mod truncation;
mod vocabulary;
