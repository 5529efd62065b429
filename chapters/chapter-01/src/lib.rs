//! Chapter 1, Sequences are tables. In reading order:
//!
//! - [`simulation`]: where the weather comes from
//! - [`table`]: a row a day, a column a feature
//! - [`split`]: training, validation and test rows, cut by time
//! - [`scaling`]: features of one size, by the training rows' statistics
//! - [`weather`]: a station's table, split and scaled
//! - [`leak`]: what statistics that have seen the test rows do to a reported error
//! - [`windows`]: the last days as input, the day after as target; batches
//! - [`baselines`]: yesterday's value, the seasonal mean, and the measure of a forecast
//! - [`linear`]: a weight for every number of the window
//! - [`comparison`]: the forecasts side by side
//! - [`figures`]: what the pages draw
//! - [`results`]: what is recorded
//! - [`sections`]: what the chapter's program prints
pub mod baselines;
pub mod comparison;
pub mod figures;
pub mod leak;
pub mod linear;
pub mod results;
pub mod scaling;
pub mod sections;
pub mod simulation;
pub mod split;
pub mod table;
pub mod weather;
pub mod windows;
