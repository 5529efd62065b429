//! Holds text, code, figures, results and README together.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod fuzz;
mod good_book;
mod workspace;
