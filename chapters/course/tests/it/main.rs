//! What every chapter shares does what it says.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

mod archive;
mod bounded;
mod figures;
mod files;
mod heat;
mod parameters;
mod random;
mod record;
mod schematic;
mod section;
mod text;
