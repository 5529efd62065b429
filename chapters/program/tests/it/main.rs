//! Fetching the archive: every fault that we could think of, and none may do harm.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

mod archives;
mod cases;
mod programs;
mod server;
