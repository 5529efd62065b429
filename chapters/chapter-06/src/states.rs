//! Where the hidden states stand in what the operation returns, and their gradients in what it is
//! handed back.

use std::ops::Range;

use crate::product::add;
use crate::schedule::{Row, Shard};

/// Which hidden states the operation returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// After the last step: (batch, units).
    Last,
    /// After every step: (batch, time, units).
    All,
}

/// Where the states of a shard stand: in a row of the batch, one after every step or the last one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) output: Output,
    /// The length of the hidden state.
    pub(crate) units: usize,
    /// The units of all directions, side by side.
    pub(crate) width: usize,
    /// Where this direction's begin.
    pub(crate) offset: usize,
}

impl Place {
    /// Calls `at(slot, row, place)` for every place in a row of the output where the state of a slot
    /// after `step` is shown.
    #[inline(always)]
    fn shown(
        &self,
        shard: &Shard,
        step: usize,
        mut at: impl FnMut(usize, usize, Range<usize>),
    ) {
        let time = shard.time();
        let floats = |place: usize| {
            let start = place * self.width + self.offset;
            start..start + self.units
        };
        let chain = usize::from(shard.chain);
        for (i, row) in shard.rows.iter().enumerate() {
            let (slot, steps) = if row.start <= step {
                (chain + i, row.shown_at(step, time))
            } else if shard.chain {
                (0, step..step + 1) // it stands for every row that has not started
            } else {
                continue;
            };
            match self.output {
                Output::Last if step + 1 == time => at(slot, i, floats(0)),
                Output::Last => {}
                Output::All => {
                    let places = steps.map(|t| shard.direction.place(t, time));
                    places.for_each(|place| at(slot, i, floats(place)));
                }
            }
        }
    }

    /// Writes the states after a step, (slots, H), into the rows of the output.
    pub(crate) fn write(
        &self,
        shard: &Shard,
        step: usize,
        hidden_state: &[f32],
        h: usize,
        rows: &mut [&mut [f32]],
    ) {
        self.shown(shard, step, |slot, row, place| {
            let state = &hidden_state[slot * h..slot * h + self.units];
            rows[row][place].copy_from_slice(state);
        });
    }

    /// Adds the gradients with respect to the states after a step, as they were returned, to
    /// `d_hidden_state`, (slots, H).
    pub(crate) fn add_gradients(
        &self,
        shard: &Shard,
        step: usize,
        gradient: &[f32],
        d_hidden_state: &mut [f32],
        h: usize,
    ) {
        let steps = match self.output {
            Output::All => shard.time(),
            Output::Last => 1,
        };
        let row_len = steps * self.width;
        self.shown(shard, step, |slot, i, place| {
            let row: &Row = &shard.rows[i];
            let gradient = &gradient[row.batch_row * row_len..][place];
            add(&mut d_hidden_state[slot * h..slot * h + self.units], gradient);
        });
    }
}
