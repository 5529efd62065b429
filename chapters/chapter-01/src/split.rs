//! Three parts of a table, cut by time.

use std::ops::Range;

/// Which rows are for what. The parts follow one another in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// To learn from.
    pub train: Range<usize>,
    /// To choose by.
    pub validation: Range<usize>,
    /// To report on, once.
    pub test: Range<usize>,
}

/// The first two thirds of the rows, then a sixth, then the last sixth.
#[must_use]
pub fn split(rows: usize) -> Split {
    // ANCHOR: cut
    let (train, validation) = (rows * 4 / 6, rows * 5 / 6);
    Split {
        train: 0..train,
        validation: train..validation,
        test: validation..rows,
    }
    // ANCHOR_END: cut
}
