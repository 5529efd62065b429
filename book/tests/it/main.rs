//! The checks on the book and the steps of its expansion, on small books made for one test each.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "what did not run is told loudly")]

mod bad_books;
mod captions;
mod expansion;
mod good_book;
mod notes;
mod program;
mod references;
mod serve;
mod small_book;
mod streams;
