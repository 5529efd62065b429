//! A station's days made ready for forecasts: table, split, scaled inputs, targets.

use std::ops::Range;

use candle_core::{IndexOp, Tensor};

use crate::scaling::Scaler;
use crate::simulation::{DAYS_OF_YEAR, Station};
use crate::split::{Split, split};
use crate::table::{HIGHEST, table};
use crate::windows::{WindowError, Windows};

/// How many years a station has been reporting.
pub const YEARS: usize = 12;

/// The stations of the chapter. The pages show single readings of the first.
pub const STATIONS: [u64; 5] = [1, 2, 3, 4, 5];

/// The look-back of the chapter, in days.
pub const LOOK_BACK: usize = 14;

/// Twelve years of a station.
#[derive(Clone, Debug)]
pub struct Weather {
    /// The readings as reported: (time, features).
    pub table: Tensor,
    /// The same, scaled by the training rows' statistics: (time, features).
    pub scaled: Tensor,
    /// The highest temperature in °C, which is to be forecast: (time,).
    pub highest: Tensor,
    /// Which rows are for training, validation and test.
    pub split: Split,
}

impl Weather {
    /// Twelve years of a station, scaled without a look at validation and test rows.
    ///
    /// # Errors
    /// If a tensor cannot be made.
    pub fn of(station: Station) -> anyhow::Result<Self> {
        let days = station.simulate(YEARS * DAYS_OF_YEAR);
        let table = table(&days)?; // (time, features)
        let split = split(days.len());
        let scaler = Scaler::fit(&table, split.train.clone())?;
        Ok(Self {
            scaled: scaler.transform(&table)?, // (time, features)
            highest: table.i((.., HIGHEST))?,  // (time,)
            table,
            split,
        })
    }

    /// Windows of the scaled readings; the targets are among `rows`, in °C.
    ///
    /// # Errors
    /// As [`Windows::new`].
    pub fn windows(
        &self,
        look_back: usize,
        rows: Range<usize>,
    ) -> Result<Windows, WindowError> {
        Windows::new(&self.scaled, &self.highest, look_back, rows)
    }
}
