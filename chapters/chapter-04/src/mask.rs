//! Which steps of a padded batch hold words, and which padding.

use candle_core::{Device, Result, Tensor};
use chapter_02::Side;

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
        if self.lengths.len() != batch {
            candle_core::bail!(
                "{} lengths for a batch of {batch}",
                self.lengths.len()
            );
        }
        if let Some(length) = self.lengths.iter().find(|length| **length > time) {
            candle_core::bail!("a length of {length} in a batch of {time} steps");
        }
        Ok(())
    }

    /// Whether row `row` of a batch of `time` steps holds a word at `step`.
    #[must_use]
    pub fn is_word(&self, row: usize, step: usize, time: usize) -> bool {
        match self.padding {
            Side::Pre => step >= time - self.lengths[row],
            Side::Post => step < self.lengths[row],
        }
    }

    /// 1 for each row that holds a word at this step, 0 for a pad: (batch, 1).
    ///
    /// # Errors
    /// If the tensor cannot be made.
    pub fn column(&self, step: usize, time: usize) -> Result<Tensor> {
        let values: Vec<f32> = (0..self.lengths.len())
            .map(|row| {
                if self.is_word(row, step, time) {
                    1.0
                } else {
                    0.0
                }
            })
            .collect();
        Tensor::from_vec(values, (self.lengths.len(), 1), &Device::Cpu)
    }
}
