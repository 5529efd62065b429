//! Holds text, code, figures, results and README together.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod arrows;
mod cargo;
mod circles;
mod dependencies;
mod figures;
mod floors;
mod fuzz;
mod good_book;
mod made_up;
mod map;
mod modules;
mod order;
mod programs;
mod records;
mod shipped;
mod workspace;
