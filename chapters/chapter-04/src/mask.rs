//! Which steps of a padded batch hold words, and which padding.

use std::ops::Range;

use candle_core::{Device, Tensor};
use chapter_02::Side;

use crate::error::{Result, SequenceError};

/// The true lengths of the rows of a batch, and on which side the pads are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    lengths: Vec<usize>,
    padding: Side,
}

impl Mask {
    /// A mask for rows of these lengths, padded on this side.
    #[must_use]
    pub fn new(lengths: Vec<usize>, padding: Side) -> Self {
        Self { lengths, padding }
    }

    /// The true length of each row.
    #[must_use]
    pub fn lengths(&self) -> &[usize] {
        &self.lengths
    }

    /// The mask of the same rows read from the last step to the first: the pads are on the other
    /// side.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let padding = match self.padding {
            Side::Pre => Side::Post,
            Side::Post => Side::Pre,
        };
        Self::new(self.lengths.clone(), padding)
    }

    /// The step of a row's first word in a batch of `time` steps.
    #[must_use]
    pub fn first_word(&self, row: usize, time: usize) -> usize {
        match self.padding {
            Side::Pre => time - self.lengths[row],
            Side::Post => 0,
        }
    }

    /// Checks that there is a length for each row and that none is longer than the sequence.
    ///
    /// # Errors
    /// If not, with both numbers.
    pub fn check(&self, batch: usize, time: usize) -> Result<()> {
        let lengths = self.lengths.len();
        if lengths != batch {
            return Err(SequenceError::Lengths { lengths, batch });
        }
        let mut rows = self.lengths.iter().copied().enumerate();
        match rows.find(|(_, length)| *length > time) {
            Some((row, length)) => Err(SequenceError::TooLong { row, length, time }),
            None => Ok(()),
        }
    }

    /// Whether row `row` of a batch of `time` steps holds a word at `step`.
    #[must_use]
    pub fn is_word(&self, row: usize, step: usize, time: usize) -> bool {
        match self.padding {
            Side::Pre => step >= time - self.lengths[row],
            Side::Post => step < self.lengths[row],
        }
    }

    /// The masks of the steps before `at` and of those from it on, of a batch of `time` steps.
    #[must_use]
    pub fn cut(&self, at: usize, time: usize) -> (Self, Self) {
        let part = |steps: Range<usize>| {
            let words = |row| {
                let is_word = |step: &usize| self.is_word(row, *step, time);
                steps.clone().filter(is_word).count()
            };
            Self::new((0..self.lengths.len()).map(words).collect(), self.padding)
        };
        (part(0..at), part(at..time))
    }

    /// 1 for each row that holds a word at this step, 0 for a pad: (batch, 1).
    ///
    /// # Errors
    /// If the tensor cannot be made.
    pub fn column(&self, step: usize, time: usize) -> Result<Tensor> {
        let batch = self.lengths.len();
        let values: Vec<u8> = (0..batch)
            .map(|row| self.is_word(row, step, time).into())
            .collect();
        Ok(Tensor::from_vec(values, (batch, 1), &Device::Cpu)?)
    }

    /// `xs` (batch, time, features) with zeros at the pads, whatever stood there. It is not enough to
    /// multiply by zero: a pad that is infinite or not a number would come through, into the states
    /// or into the gradients.
    ///
    /// # Errors
    /// If the mask does not fit.
    pub fn hide_pads(&self, xs: &Tensor) -> Result<Tensor> {
        let (batch, time, _features) = xs.dims3()?;
        self.check(batch, time)?;
        let place = |row| (0..time).map(move |step| (row, step));
        let values: Vec<u8> = (0..batch)
            .flat_map(place)
            .map(|(row, step)| self.is_word(row, step, time).into())
            .collect();
        let is_word = Tensor::from_vec(values, (batch, time, 1), &Device::Cpu)?;
        // ANCHOR: hide_pads
        let is_word = is_word.broadcast_as(xs.shape())?; // (batch, time, features)
        Ok(is_word.where_cond(xs, &xs.zeros_like()?)?)
        // ANCHOR_END: hide_pads
    }
}
