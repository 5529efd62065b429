//! The fast layers behind the course's interface.

use candle_core::Tensor;
use chapter_02::PAD;
use chapter_03::{Embedding, VectorError};
use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence};
use chapter_05::{Gru, Lstm};
use course::parameters::Parameters;

use crate::cell::{GruCell, LstmCell};
use crate::operation::{Output, Work, run};
use crate::saved::Pool;
use crate::schedule::{Row, shards};

/// A layer of chapter 5 as one operation: the same parameters, the same function, computed faster.
#[derive(Clone, Debug)]
pub struct Fused<L> {
    layer: L,
    savings: Savings,
    pool: Pool,
}

/// Work that a layer that reads ids leaves out: all of it, but for the chapter's measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Savings {
    /// Project each different word once, not once for each time that it occurs.
    pub words_once: bool,
    /// Run the padding in front once, and rows only from their first word on.
    pub padding_once: bool,
}

impl Default for Savings {
    fn default() -> Self {
        Self {
            words_once: true,
            padding_once: true,
        }
    }
}

/// The fast LSTM.
pub type FusedLstm = Fused<Lstm>;
/// The fast GRU.
pub type FusedGru = Fused<Gru>;

/// What the fast layer asks of the layer by hand.
trait ByHand: Clone + 'static {
    const GATES: usize;
    const BIASES: usize;

    /// All weights side by side: (gates · H, features + H + biases).
    fn weights(&self) -> Result<Tensor>;

    /// The layer without gradients.
    fn untracked(&self) -> Self;

    /// Runs the operation with this layer's cell.
    fn run(work: Work, table: &Tensor, weights: &Tensor) -> Result<Tensor>;
}

impl ByHand for Lstm {
    const GATES: usize = 4;
    const BIASES: usize = 1;

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

/// What the steps of a batch read.
struct Inputs {
    /// For each (row, step) which projected input it reads: batch · time numbers.
    of_step: Vec<u32>,
    /// The row of the table that each projected input stands for.
    table_rows: Vec<u32>,
}

/// When each row of a batch is worked on.
struct Schedule {
    rows: Vec<Row>,
    /// Which projected input the chain of pads reads, where rows start from one.
    chain_input: Option<u32>,
    /// The number of steps.
    time: usize,
}

impl<L> Fused<L> {
    /// This layer, computed faster.
    #[must_use]
    pub fn of(layer: L) -> Self {
        Self {
            layer,
            savings: Savings::default(),
            pool: Pool::default(),
        }
    }

    /// The same layer with these savings.
    #[must_use]
    pub fn with_savings(self, savings: Savings) -> Self {
        Self { savings, ..self }
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
        let weights = self.layer.weights()?; // (gates · H, features + H + biases)
        let features = weights.dim(1)? - weights.dim(0)? / L::GATES - L::BIASES;
        xs.check(features, mask)?;
        match xs {
            Sequence::Vectors(xs) => self.read_vectors(xs, &weights, mask, output),
            Sequence::Words { ids, embedding } => {
                self.read_words(ids, embedding, &weights, mask, output)
            }
        }
    }

    /// Every step's vector is an input of its own.
    fn read_vectors(
        &self,
        xs: &Tensor,
        weights: &Tensor,
        mask: Option<&Mask>,
        output: Output,
    ) -> Result<Tensor>
    where
        L: ByHand,
    {
        let (batch, time, features) = xs.dims3()?;
        let table = xs.reshape((batch * time, features))?; // (batch · time, features)
        let all: Vec<u32> = (0..(batch * time) as u32).collect();
        let inputs = distinct(&all, all.len(), is_read(mask, time))?;
        let schedule = Schedule {
            rows: rows(batch, time, mask, |_| 0),
            chain_input: None,
            time,
        };
        self.apply(&table, weights, inputs, schedule, output)
    }

    /// Every different id is an input.
    fn read_words(
        &self,
        ids: &Tensor,
        embedding: &Embedding,
        weights: &Tensor,
        mask: Option<&Mask>,
        output: Output,
    ) -> Result<Tensor>
    where
        L: ByHand,
    {
        let (batch, time) = ids.dims2()?;
        let ids = ids.flatten_all()?.to_vec1::<u32>()?;
        let table = embedding.weight(); // (vocab_size, features)
        let inputs = if self.savings.words_once {
            distinct(&ids, table.dim(0)?, is_read(mask, time))?
        } else {
            Inputs {
                of_step: (0..ids.len() as u32).collect(),
                table_rows: ids.clone(),
            }
        };
        let pads_in_front = |row: usize| {
            if !self.savings.padding_once {
                return 0;
            }
            let ids = &ids[row * time..(row + 1) * time];
            ids.iter().take_while(|id| **id == PAD).count()
        };
        let pad = inputs.table_rows.iter().position(|id| *id == PAD);
        let schedule = Schedule {
            rows: rows(batch, time, mask, pads_in_front),
            chain_input: pad
                .filter(|_| mask.is_none() && self.savings.padding_once)
                .map(|pad| pad as u32),
            time,
        };
        self.apply(table, weights, inputs, schedule, output)
    }

    fn apply(
        &self,
        table: &Tensor,
        weights: &Tensor,
        inputs: Inputs,
        schedule: Schedule,
        output: Output,
    ) -> Result<Tensor>
    where
        L: ByHand,
    {
        let Schedule {
            rows,
            chain_input,
            time,
        } = schedule;
        let batch = rows.len();
        let num_hiddens = weights.dim(0)? / L::GATES;
        let input = |row: &Row, step: usize| {
            let t = row.first_input + step - row.start;
            inputs.of_step[row.batch_row * time + t]
        };
        let work = Work {
            shards: shards(rows, time, chain_input, input),
            table_rows: inputs.table_rows,
            batch,
            num_hiddens,
            output,
            pool: self.pool.clone(),
        };
        L::run(work, &table.contiguous()?, weights)
    }
}

/// Where each row of a batch starts. With a mask, at its first word, moved so that the last word
/// meets the last step; else behind the pads in front.
fn rows(
    batch: usize,
    time: usize,
    mask: Option<&Mask>,
    pads_in_front: impl Fn(usize) -> usize,
) -> Vec<Row> {
    let row = |batch_row| match mask {
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

/// Every id that is read once, in the order of their first occurrence.
// ANCHOR: distinct
fn distinct(
    ids: &[u32],
    vocab_size: usize,
    is_read: impl Fn(usize) -> bool,
) -> Result<Inputs> {
    let mut places = vec![None; vocab_size]; // of each id
    let mut table_rows = Vec::new();
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
            table_rows.push(id);
            table_rows.len() as u32 - 1
        }));
    }
    Ok(Inputs {
        of_step,
        table_rows,
    })
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
            pool: self.pool.clone(),
        }))
    }
}
