//! A checkout is found, named and read.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

mod commit;
mod git;
mod root;
mod text;
