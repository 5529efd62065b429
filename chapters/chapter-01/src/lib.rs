//! Chapter 1, Sequences are tables. What it teaches, in reading order:
//!
//! - [`simulation`]: where the weather comes from
//! - [`table`]: a row a day, a column a feature
//! - [`split`]: training, validation and test rows, cut by time
//! - [`scaling`]: features of one size, by the training rows' statistics
//! - [`windows`]: the last days as input, the day after as target; batches
//! - [`weather`]: a station's table, split and scaled, and its windows
//! - [`baselines`]: yesterday's value, the seasonal mean, and the error of a forecast
//! - [`leak`]: what statistics that have seen the test rows do to a reported error
//! - [`linear`]: a weight for every number of the window
//! - [`comparison`]: the forecasts side by side
//!
//! On these stands what the pages show, each module using only those above it:
//!
//! - [`recorded`]: what was measured once and is kept in `results/`
//! - [`sections`]: what the chapter's program prints, a file a page
//! - [`figures`]: what the pages draw
//! - [`record`]: what the program's command `record` measures
pub mod baselines;
pub mod comparison;
pub mod figures;
pub mod leak;
pub mod linear;
#[cfg(not(target_family = "wasm"))]
pub mod record;
pub mod recorded;
pub mod scaling;
pub mod sections;
pub mod simulation;
pub mod split;
pub mod table;
pub mod weather;
pub mod windows;
