//! Programs fetch the archive, whatever goes wrong, and record what they measure. Every fault of a
//! download that we could think of is here, and none may do harm.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

mod archives;
mod case;
mod cases;
mod faults;
mod files;
mod folder;
mod found;
mod location;
mod options;
mod programs;
mod record;
mod server;
mod typed;
