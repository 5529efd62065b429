//! A checkout is found, named and read.
#![allow(clippy::unwrap_used)] // helpers of tests may panic
#![allow(clippy::print_stderr, reason = "what did not run is told loudly")]

mod commit;
mod git;
mod root;
mod text;
