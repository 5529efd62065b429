//! How much there is to compute in a batch, and how much of it the savings leave.

use std::collections::HashSet;

use candle_core::{Result, Tensor};
use chapter_02::PAD;
use course::tutorial::NUM_HIDDENS;
use serde::{Deserialize, Serialize};

use crate::schedule::SHARD_ROWS;

/// What there is to do in a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// batch · time
    pub positions: usize,
    /// Positions that hold words.
    pub words: usize,
    /// Different ids, the pad among them.
    pub distinct: usize,
    /// Positions that are worked on: the words, and one chain of pads a shard.
    pub worked_positions: usize,
}

impl Counts {
    /// Counts a batch with pads in every shard: ids (batch, time).
    ///
    /// # Errors
    /// If the ids are no matrix of ids.
    pub fn of(ids: &Tensor) -> Result<Self> {
        let (batch, time) = ids.dims2()?;
        let ids = ids.flatten_all()?.to_vec1::<u32>()?;
        let distinct: HashSet<u32> = ids.iter().copied().collect();
        let words = ids.iter().filter(|id| **id != PAD).count();
        Ok(Self {
            positions: batch * time,
            words,
            distinct: distinct.len(),
            worked_positions: words + batch.div_ceil(SHARD_ROWS) * time,
        })
    }
}

/// Multiplications and additions of a training step, in units of 10⁹.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Arithmetic {
    /// Of every position, pads included.
    pub as_written_gflop: f64,
    /// With the input product done once for each word.
    pub words_once_gflop: f64,
    /// And with the padding run once.
    pub done_gflop: f64,
    /// What comes beside the products: activations, and the few operations between them. Of the
    /// positions that are worked on.
    pub elementwise_gflop: f64,
}

/// Floating-point operations of a sigmoid, x·y + z counting as two: e^x is a polynomial of degree 6, twelve,
/// and six around it; then an addition and a division. What is done to bits, signs and ends is not counted.
const SIGMOID: usize = 20;
/// Of a tanh.
const TANH: usize = 22;
/// Of an LSTM's unit forward: three sigmoids, two tanhs, and the two states.
const FORWARD: usize = 3 * SIGMOID + 2 * TANH + 4;
/// And backward: the cell state and its tanh once more, four gates of four operations, and six others.
const BACKWARD: usize = 3 + TANH + 4 * 4 + 6;

impl Arithmetic {
    /// [`Self::elementwise_gflop`], forward and backward.
    #[must_use]
    pub fn elementwise_gflop_of_passes(&self) -> [f64; 2] {
        let share = |of: usize| of as f64 / (FORWARD + BACKWARD) as f64;
        [FORWARD, BACKWARD].map(|of| self.elementwise_gflop * share(of))
    }

    /// With everything counted, what the fast layer computes.
    #[must_use]
    pub fn all_done_gflop(&self) -> f64 {
        self.done_gflop + self.elementwise_gflop
    }

    /// Of an LSTM with as many hidden units as features. Forward, a position costs two products with
    /// (4·H, H) matrices, 2·4·H·H operations each; backward, twice as many.
    // ANCHOR: arithmetic
    #[must_use]
    pub fn of(batch: Counts) -> Self {
        let product = (2 * 4 * NUM_HIDDENS * NUM_HIDDENS) as f64 * 3.0 / 1e9;
        Self {
            as_written_gflop: product * (2 * batch.positions) as f64,
            words_once_gflop: product * (batch.positions + batch.distinct) as f64,
            done_gflop: product * (batch.worked_positions + batch.distinct) as f64,
            elementwise_gflop: (batch.worked_positions
                * NUM_HIDDENS
                * (FORWARD + BACKWARD)) as f64
                / 1e9,
        }
    }
    // ANCHOR_END: arithmetic
}
