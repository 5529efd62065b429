//! Which rows of a batch are worked on at which step.
//!
//! The rows of a batch are dealt to *shards* that are worked on independently, by as many threads as
//! there are. Within a shard the rows that are active longest come first, so those that are active at
//! step t are always the first ones: no row is ever multiplied in vain.

use std::ops::Range;

/// The most rows of a shard.
///
/// Each weight that a step reads serves all rows of the shard, so few rows waste reading: with 16 a
/// training step takes a few per cent longer. Many rows leave cores without work: the tutorial's 64
/// reviews are two shards, one for each of two cores.
///
/// It is a fixed number, so that how the work is split, and with it every rounding, does not depend
/// on the number of threads.
pub(crate) const SHARD_ROWS: usize = 32;

/// What a row of the batch reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The row's number in the batch.
    pub(crate) batch_row: usize,
    /// The first step at which the row has a state of its own.
    pub(crate) start: usize,
    /// The step of the input that the row reads first.
    pub(crate) first_input: usize,
}

impl Row {
    /// A row that reads every input at the input's own step, from the step `start` on.
    pub(crate) fn in_place(batch_row: usize, start: usize) -> Self {
        Self {
            batch_row,
            start,
            first_input: start,
        }
    }

    /// At which of the input's steps the state after `step` is shown: the one after the last step at
    /// the pads behind the words of a masked row, too; none at the pads in front of them.
    pub(crate) fn shown_at(&self, step: usize, time: usize) -> Range<usize> {
        let t = step - self.start + self.first_input;
        if step + 1 == time { t..time } else { t..t + 1 }
    }
}

/// The direction in which a sequence is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From its first step to its last.
    Forward,
    /// From its last step to its first. Steps are counted as they are read: a row's last word is at
    /// the step at which it starts.
    Backward,
}

impl Direction {
    /// Where in a sequence of `time` steps the one stands that is read at `step`.
    pub(crate) fn place(self, step: usize, time: usize) -> usize {
        match self {
            Self::Forward => step,
            Self::Backward => time - 1 - step,
        }
    }
}

/// The least number of positions of a block of steps: enough to outweigh reading and writing the sums
/// of gradients once a block, few enough for the block to stay in the cache.
pub(crate) const BLOCK: usize = 128;

/// The work of one shard: *slots*, the first of them active longest.
#[derive(Clone, Debug)]
pub(crate) struct Shard {
    /// In which direction it reads.
    pub(crate) direction: Direction,
    /// Slot 0 is the chain of pads that rows branch off from, if there is one.
    pub(crate) chain: bool,
    /// The rows in the slots behind the chain.
    pub(crate) rows: Vec<Row>,
    /// How many positions lie before each step, T + 1 numbers: the active slots of step t stand at the
    /// positions `offsets[t]..offsets[t + 1]`.
    pub(crate) offsets: Vec<usize>,
    /// For each position, which input it reads.
    pub(crate) inputs: Vec<u32>,
}

impl Shard {
    /// The number of steps.
    pub(crate) fn time(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The number of positions.
    pub(crate) fn positions(&self) -> usize {
        self.inputs.len()
    }

    /// Where the active slots of some steps stand.
    pub(crate) fn positions_of(&self, steps: Range<usize>) -> Range<usize> {
        self.offsets[steps.start]..self.offsets[steps.end]
    }

    /// Cuts the steps into blocks of at least [`BLOCK`] positions each, but for the last one.
    pub(crate) fn blocks(&self) -> Vec<Range<usize>> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for end in 1..=self.time() {
            if self.positions_of(start..end).len() >= BLOCK || end == self.time() {
                blocks.push(start..end);
                start = end;
            }
        }
        blocks
    }

    /// The number of slots.
    pub(crate) fn slots(&self) -> usize {
        self.rows.len() + usize::from(self.chain)
    }

    /// The number of active slots at a step; all of them after the last one.
    pub(crate) fn active(&self, step: usize) -> usize {
        if step == self.time() {
            self.slots()
        } else {
            self.offsets[step + 1] - self.offsets[step]
        }
    }
}

/// How the rows of a batch become shards.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) direction: Direction,
    /// The number of steps.
    pub(crate) time: usize,
    /// The most rows of a shard.
    pub(crate) most: usize,
    /// The input that the chain of pads reads, where rows branch off from one; without it rows that
    /// start late start from a state of zeros.
    pub(crate) chain_input: Option<u32>,
}

/// The shards of a direction. `input(row, step)` is the input that a row reads.
pub(crate) fn shards(
    rows: Vec<Row>,
    plan: Plan,
    input: impl Fn(&Row, usize) -> u32,
) -> Vec<Shard> {
    let dealt = deal(rows, plan.most).into_iter();
    dealt.map(|rows| shard_of(rows, plan, &input)).collect()
}

/// Deals rows to shards of at most `most` rows.
// ANCHOR: shards
fn deal(mut rows: Vec<Row>, most: usize) -> Vec<Vec<Row>> {
    rows.sort_by_key(|row| (row.start, row.batch_row));
    let count = rows.len().div_ceil(most);
    let mut dealt = vec![Vec::new(); count];
    for (round, rows) in rows.chunks(count).enumerate() {
        for (place, row) in rows.iter().enumerate() {
            // Back and forth: who gets the longest row of a round gets the
            // shortest of the next.
            let back = round % 2 == 1;
            dealt[if back { count - 1 - place } else { place }].push(*row);
        }
    }
    dealt
}
// ANCHOR_END: shards

// ANCHOR: shard_of
fn shard_of(
    rows: Vec<Row>,
    plan: Plan,
    input: impl Fn(&Row, usize) -> u32,
) -> Shard {
    let some_wait = rows.iter().any(|row| row.start > 0);
    let chain_input = plan.chain_input.filter(|_| some_wait);
    let mut offsets = vec![0];
    let mut inputs = Vec::new();
    for step in 0..plan.time {
        inputs.extend(chain_input);
        let active = rows.iter().take_while(|row| row.start <= step);
        inputs.extend(active.map(|row| input(row, step)));
        offsets.push(inputs.len());
    }
    Shard {
        direction: plan.direction,
        chain: chain_input.is_some(),
        rows,
        offsets,
        inputs,
    }
}
// ANCHOR_END: shard_of
