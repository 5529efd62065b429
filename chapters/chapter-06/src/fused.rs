//! The fast layers behind the course's interface.

use candle_core::Tensor;
use chapter_02::PAD;
use chapter_03::VectorError;
use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence};
use chapter_05::{Bidirectional, Gru, Lstm};
use course::parameters::Parameters;

use crate::cell::{GruCell, LstmCell};
use crate::kernel::Kernel;
use crate::operation::{Reads, Work, run};
use crate::saved::Pool;
use crate::schedule::{Direction, Plan, Row, SHARD_ROWS, Shard, shards};
use crate::states::Output;

/// A layer of chapter 5 as one operation: the same parameters, the same function, computed faster.
#[derive(Clone, Debug)]
pub struct Fused<L> {
    layer: L,
    savings: Savings,
    kernel: Kernel,
    pool: Pool,
}

/// Work that a layer that reads ids leaves out: all of it, but for the chapter's measurements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Savings {
    /// None: every position is worked on by itself.
    Nothing,
    /// Each different word is projected once, not once for each time that it occurs.
    WordsOnce,
    /// And the padding in front is run once, and rows only from their first word on.
    #[default]
    WordsAndPaddingOnce,
}

/// The fast LSTM.
pub type FusedLstm = Fused<Lstm>;
/// The fast GRU.
pub type FusedGru = Fused<Gru>;

/// What the fast layer asks of the layer by hand.
trait ByHand: Clone + 'static {
    const GATES: usize;
    const BIASES: usize;
    const DIRECTIONS: &'static [Direction];

    /// All weights side by side, the directions one below the other:
    /// (directions · gates · H, features + H + biases).
    fn weights(&self) -> Result<Tensor>;

    /// The layer without gradients.
    fn untracked(&self) -> Self;

    /// Runs the operation with this layer's cell.
    fn run(work: Work, table: &Tensor, weights: &Tensor) -> Result<Tensor>;
}

impl ByHand for Lstm {
    const GATES: usize = 4;
    const BIASES: usize = 1;
    const DIRECTIONS: &'static [Direction] = &[Direction::Forward];

    fn weights(&self) -> Result<Tensor> {
        self.weights_side_by_side()
    }

    fn untracked(&self) -> Self {
        self.detach()
    }

    fn run(work: Work, table: &Tensor, weights: &Tensor) -> Result<Tensor> {
        Ok(run(LstmCell, work, table, weights)?)
    }
}

impl ByHand for Gru {
    const GATES: usize = 3;
    const BIASES: usize = 2;
    const DIRECTIONS: &'static [Direction] = &[Direction::Forward];

    fn weights(&self) -> Result<Tensor> {
        self.weights_side_by_side()
    }

    fn untracked(&self) -> Self {
        self.detach()
    }

    fn run(work: Work, table: &Tensor, weights: &Tensor) -> Result<Tensor> {
        Ok(run(GruCell, work, table, weights)?)
    }
}

impl<L: ByHand> ByHand for Bidirectional<L> {
    const GATES: usize = L::GATES;
    const BIASES: usize = L::BIASES;
    const DIRECTIONS: &'static [Direction] =
        &[Direction::Forward, Direction::Backward];

    fn weights(&self) -> Result<Tensor> {
        let (forward, backward) = self.directions();
        Ok(Tensor::cat(&[forward.weights()?, backward.weights()?], 0)?)
    }

    fn untracked(&self) -> Self {
        let (forward, backward) = self.directions();
        Self::of(forward.untracked(), backward.untracked())
    }

    fn run(work: Work, table: &Tensor, weights: &Tensor) -> Result<Tensor> {
        L::run(work, table, weights)
    }
}

impl<L> Fused<L> {
    /// This layer, computed faster.
    #[must_use]
    pub fn of(layer: L) -> Self {
        Self {
            layer,
            savings: Savings::default(),
            kernel: Kernel::default(),
            pool: Pool::default(),
        }
    }

    /// The same layer with these savings.
    #[must_use]
    pub fn with_savings(self, savings: Savings) -> Self {
        Self { savings, ..self }
    }

    /// The same layer, computed in this way.
    #[must_use]
    pub fn with_kernel(self, kernel: Kernel) -> Self {
        let pool = if kernel.keeps_memory {
            Pool::default()
        } else {
            Pool::forgetful()
        };
        Self {
            kernel,
            pool,
            ..self
        }
    }

    /// How many floats the largest batch so far has saved for its backward pass. Their memory is held
    /// for the next one.
    #[must_use]
    pub fn floats_saved(&self) -> usize {
        self.pool.floats()
    }
}

impl<L: Build + ByHand> Build for Fused<L> {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let layer = L::build(features, num_hiddens, parameters, place)?;
        Ok(Self::of(layer))
    }

    fn num_outputs(num_hiddens: usize) -> usize {
        L::num_outputs(num_hiddens)
    }
}

impl<L> Fused<L> {
    fn read(
        &self,
        xs: &Sequence,
        mask: Option<&Mask>,
        output: Output,
    ) -> Result<Tensor>
    where
        L: ByHand,
    {
        let weights = self.layer.weights()?;
        let (rows, width) = weights.dims2()?;
        let units = rows / L::DIRECTIONS.len() / L::GATES;
        let (batch, time) = xs.check(width - units - L::BIASES, mask)?;
        let work = |shards, reads| Work {
            shards,
            reads,
            batch,
            time,
            units,
            output,
            kernel: self.kernel,
            pool: self.pool.clone(),
        };
        let directions = L::DIRECTIONS.iter().copied();
        match xs {
            Sequence::Words { ids, embedding }
                if self.savings != Savings::Nothing =>
            {
                let ids = ids.flatten_all()?.to_vec1::<u32>()?;
                let vocab_size = embedding.weight().dim(0)?;
                let inputs = distinct(&ids, vocab_size, is_read(mask, time))?;
                let most = if self.kernel.deals { SHARD_ROWS } else { batch };
                let padding_once = self.savings == Savings::WordsAndPaddingOnce;
                let shards = |direction| {
                    word_shards(
                        direction,
                        &ids,
                        &inputs,
                        time,
                        mask,
                        padding_once,
                        most,
                    )
                };
                let shards = directions.map(shards).collect();
                let work = work(shards, Reads::Words(inputs.words));
                L::run(work, &embedding.weight().contiguous()?, &weights)
            }
            _ => {
                let xs = xs.vectors()?; // (batch, time, features)
                let table = xs.flatten(0, 1)?.contiguous()?; // (batch · time, features)
                let most = if self.kernel.deals {
                    vector_rows(batch)
                } else {
                    batch
                };
                let shards =
                    |direction| vector_shards(direction, batch, time, mask, most);
                let work = work(directions.map(shards).collect(), Reads::Vectors);
                L::run(work, &table, &weights)
            }
        }
    }
}

/// The most rows of a shard whose inputs are all different. Such a shard has no words to add up
/// gradients for, so that more of them cost little: a batch is dealt to at least four where it can be,
/// for as many cores. A shard of a single row would read every weight for that row alone.
fn vector_rows(batch: usize) -> usize {
    batch.div_ceil(4).clamp(2, 16)
}

/// Every step's vector is an input of its own.
fn vector_shards(
    direction: Direction,
    batch: usize,
    time: usize,
    mask: Option<&Mask>,
    most: usize,
) -> Vec<Shard> {
    let rows = rows(direction, batch, time, mask, |_| 0);
    let plan = Plan {
        direction,
        time,
        most,
        chain_input: None,
    };
    shards_of(rows, plan, |row, t| (row * time + t) as u32)
}

/// Every different id is an input.
fn word_shards(
    direction: Direction,
    ids: &[u32],
    inputs: &Inputs,
    time: usize,
    mask: Option<&Mask>,
    padding_once: bool,
    most: usize,
) -> Vec<Shard> {
    let pads_in_front = |row: usize| {
        let is_pad = |step: &usize| {
            padding_once && ids[row * time + direction.place(*step, time)] == PAD
        };
        (0..time).take_while(is_pad).count()
    };
    let rows = rows(direction, ids.len() / time, time, mask, pads_in_front);
    let pad = inputs.words.iter().position(|id| *id == PAD);
    let plan = Plan {
        direction,
        time,
        most,
        chain_input: pad
            .filter(|_| mask.is_none() && padding_once)
            .map(|pad| pad as u32),
    };
    shards_of(rows, plan, |row, t| inputs.of_step[row * time + t])
}

/// The shards of a direction. `input(row, t)` is the input that a row has at a place of its sequence.
fn shards_of(
    rows: Vec<Row>,
    plan: Plan,
    input: impl Fn(usize, usize) -> u32,
) -> Vec<Shard> {
    shards(rows, plan, |row, step| {
        let step = row.first_input + step - row.start;
        input(row.batch_row, plan.direction.place(step, plan.time))
    })
}

/// Where each row of a batch starts, in the direction in which it is read. With a mask, at its first
/// word, moved so that the last word meets the last step; else behind the pads in front.
fn rows(
    direction: Direction,
    batch: usize,
    time: usize,
    mask: Option<&Mask>,
    pads_in_front: impl Fn(usize) -> usize,
) -> Vec<Row> {
    let mask = match direction {
        Direction::Forward => mask.cloned(),
        Direction::Backward => mask.map(Mask::reversed),
    };
    let row = |batch_row| match &mask {
        None => Row::in_place(batch_row, pads_in_front(batch_row)),
        Some(mask) => Row {
            batch_row,
            start: time - mask.lengths()[batch_row],
            first_input: mask.first_word(batch_row, time),
        },
    };
    (0..batch).map(row).collect()
}

/// Whether a place of a batch is read, counted row by row: a masked pad is not.
fn is_read(mask: Option<&Mask>, time: usize) -> impl Fn(usize) -> bool {
    move |place| {
        mask.is_none_or(|mask| mask.is_word(place / time, place % time, time))
    }
}

/// What the steps of a batch read.
struct Inputs {
    /// For each (row, step) which of the words it reads: batch · time numbers.
    of_step: Vec<u32>,
    /// The different ids, in the order of their first occurrence.
    words: Vec<u32>,
}

/// Every id that is read once, in the order of their first occurrence.
// ANCHOR: distinct
fn distinct(
    ids: &[u32],
    vocab_size: usize,
    is_read: impl Fn(usize) -> bool,
) -> Result<Inputs> {
    let mut places = vec![None; vocab_size]; // of each id
    let mut words = Vec::new();
    let mut of_step = Vec::with_capacity(ids.len());
    for (i, &id) in ids.iter().enumerate() {
        let Some(place) = places.get_mut(id as usize) else {
            return Err(VectorError::IdOutside { id, vocab_size }.into());
        };
        if !is_read(i) {
            of_step.push(0); // nobody looks at the input of a masked pad
            continue;
        }
        of_step.push(*place.get_or_insert_with(|| {
            words.push(id);
            words.len() as u32 - 1
        }));
    }
    Ok(Inputs { of_step, words })
}
// ANCHOR_END: distinct

impl<L: ByHand> Recurrent for Fused<L> {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        self.read(xs, mask, Output::All)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        self.read(xs, mask, Output::Last)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self {
            layer: self.layer.untracked(),
            savings: self.savings,
            kernel: self.kernel,
            pool: self.pool.clone(),
        }))
    }
}
