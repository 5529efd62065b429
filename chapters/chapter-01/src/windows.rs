//! Windows: the last days as input, the day after them as target; and windows in batches.

use std::ops::Range;

use candle_core::{Device, IndexOp, Tensor};
use course::random::Generator;
use rand::seq::SliceRandom;

/// Why there are no windows or batches.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The series has no rows.
    #[error("the series is empty")]
    EmptySeries,
    /// A window of no days was asked for.
    #[error("a look-back of 0 days leaves nothing to read; it must be at least 1")]
    ZeroLookBack,
    /// No target has a whole window before it.
    #[error(
        "no target before row {end} has {look_back} rows before it: the window is too long"
    )]
    TooLong {
        /// The length of a window.
        look_back: usize,
        /// The end of the rows that may be targets.
        end: usize,
    },
    /// Targets were asked for that the series does not have.
    #[error(
        "targets up to row {end} were asked for, but the series has {rows} rows"
    )]
    BeyondEnd {
        /// The end of the targets asked for.
        end: usize,
        /// How many rows there are.
        rows: usize,
    },
    /// Inputs and targets do not belong together.
    #[error(
        "{inputs} rows of input and {targets} targets: there must be one target a row"
    )]
    Unequal {
        /// Rows of input.
        inputs: usize,
        /// Targets.
        targets: usize,
    },
    /// A batch of no windows was asked for.
    #[error(
        "a batch size of 0 would need batches without end; it must be at least 1"
    )]
    ZeroBatchSize,
    /// candle could not do it.
    #[error(transparent)]
    Tensor(#[from] candle_core::Error),
}

/// Windows and what should be forecast from them.
#[derive(Clone, Debug)]
pub struct Windows {
    /// The days before each target: (batch, time, features).
    pub inputs: Tensor,
    /// The value of the day after the window: (batch,).
    pub targets: Tensor,
}

impl Windows {
    /// For each of `rows` its target and, as input, the `look_back` rows before it.
    ///
    /// `inputs` is (time, features), `targets` (time,). Rows without enough rows before them are
    /// left out. A window may begin before `rows` does: what is past is known.
    ///
    /// # Errors
    /// If nothing is left, `look_back` is 0, or the series do not fit.
    pub fn new(
        inputs: &Tensor,
        targets: &Tensor,
        look_back: usize,
        rows: Range<usize>,
    ) -> Result<Self, WindowError> {
        check(inputs, targets, look_back, &rows)?;
        // ANCHOR: new
        let first = rows.start.max(look_back);
        // Each window is (time, features).
        let windows: Vec<Tensor> = (first..rows.end)
            .map(|row| inputs.narrow(0, row - look_back, look_back))
            .collect::<candle_core::Result<_>>()?;
        Ok(Self {
            inputs: Tensor::stack(&windows, 0)?, // (batch, time, features)
            targets: targets.i(first..rows.end)?, // (batch,)
        })
        // ANCHOR_END: new
    }

    /// How many windows there are.
    ///
    /// # Errors
    /// If the inputs have no dimensions.
    pub fn count(&self) -> candle_core::Result<usize> {
        self.inputs.dim(0)
    }

    /// The windows in batches of `batch_size`, in their order; the last may be smaller.
    ///
    /// # Errors
    /// If `batch_size` is 0.
    pub fn batches(&self, batch_size: usize) -> Result<Vec<Self>, WindowError> {
        if batch_size == 0 {
            return Err(WindowError::ZeroBatchSize);
        }
        let count = self.count()?;
        (0..count)
            .step_by(batch_size)
            .map(|start| {
                let rows = start..count.min(start.saturating_add(batch_size));
                Ok(Self {
                    inputs: self.inputs.i(rows.clone())?, // (batch, time, features)
                    targets: self.targets.i(rows)?,       // (batch,)
                })
            })
            .collect()
    }

    /// The same windows with the days of each in an order of its own; the targets stay.
    ///
    /// # Errors
    /// If candle cannot do it.
    pub fn with_days_shuffled(
        &self,
        rng: &mut Generator,
    ) -> Result<Self, WindowError> {
        let (count, time, _features) = self.inputs.dims3()?;
        let mut order: Vec<u32> = (0..time as u32).collect();
        let mut shuffled = Vec::with_capacity(count);
        // ANCHOR: shuffled
        for window in 0..count {
            order.shuffle(rng);
            let order = Tensor::from_slice(&order, time, &Device::Cpu)?; // (time,)
            let days = self.inputs.i(window)?; // (time, features)
            shuffled.push(days.index_select(&order, 0)?);
        }
        // ANCHOR_END: shuffled
        Ok(Self {
            inputs: Tensor::stack(&shuffled, 0)?, // (batch, time, features)
            targets: self.targets.clone(),
        })
    }
}

fn check(
    inputs: &Tensor,
    targets: &Tensor,
    look_back: usize,
    rows: &Range<usize>,
) -> Result<(), WindowError> {
    let count = inputs.dim(0)?;
    if count == 0 {
        return Err(WindowError::EmptySeries);
    }
    if targets.dims1()? != count {
        return Err(WindowError::Unequal {
            inputs: count,
            targets: targets.dims1()?,
        });
    }
    if look_back == 0 {
        return Err(WindowError::ZeroLookBack);
    }
    if rows.end > count {
        let end = rows.end;
        return Err(WindowError::BeyondEnd { end, rows: count });
    }
    if rows.start.max(look_back) >= rows.end {
        let end = rows.end;
        return Err(WindowError::TooLong { look_back, end });
    }
    Ok(())
}
