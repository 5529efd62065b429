//! The fast layers behind the course's interface.

use std::marker::PhantomData;
use std::sync::Mutex;

use candle_core::{Result, Tensor};
use chapter_02::PAD;
use chapter_03::Embedding;
use chapter_04::{Build, Mask, Place, Recurrent, Sequence};
use chapter_05::{Gru, Lstm};
use course::parameters::Parameters;

use crate::cell::{Cell, GruCell, LstmCell};
use crate::operation::{GatedOperation, Output, Spare};
use crate::schedule::{Row, Shard, shards};

/// A layer of chapter 5 as one operation: the same parameters, the same function, computed faster.
#[derive(Clone, Debug)]
pub struct Fused<L> {
    layer: L,
    savings: Savings,
    spare: Spare,
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
trait ByHand: Clone + Sized + 'static {
    /// How many gates share a matrix, and how many biases follow the matrices.
    const GATES_AND_BIASES: (usize, usize);

    /// All weights: (gates · H, features + H + biases).
    fn weights(&self) -> Result<Tensor>;

    /// The layer without gradients.
    fn untracked(&self) -> Self;

    /// Runs the operation with this layer's cell.
    fn run(work: Work, table: &Tensor, weights: &Tensor) -> Result<Tensor>;
}

impl ByHand for Lstm {
    const GATES_AND_BIASES: (usize, usize) = (4, 1);

    fn weights(&self) -> Result<Tensor> {
        self.weights_side_by_side()
    }

    fn untracked(&self) -> Self {
        self.detach()
    }

    fn run(work: Work, table: &Tensor, weights: &Tensor) -> Result<Tensor> {
        work.run::<LstmCell, 4>(table, weights)
    }
}

impl ByHand for Gru {
    const GATES_AND_BIASES: (usize, usize) = (3, 2);

    fn weights(&self) -> Result<Tensor> {
        self.weights_side_by_side()
    }

    fn untracked(&self) -> Self {
        self.detach()
    }

    fn run(work: Work, table: &Tensor, weights: &Tensor) -> Result<Tensor> {
        work.run::<GruCell, 3>(table, weights)
    }
}

/// Everything that the operation has to know beside its arguments.
struct Work {
    shards: Vec<Shard>,
    table_rows: Vec<u32>,
    batch: usize,
    num_hiddens: usize,
    output: Output,
    spare: Spare,
}

impl Work {
    fn run<C: Cell<G>, const G: usize>(
        self,
        table: &Tensor,
        weights: &Tensor,
    ) -> Result<Tensor> {
        let keep = table.track_op() || weights.track_op();
        let operation = GatedOperation::<C, G> {
            cell: PhantomData,
            shards: self.shards,
            table_rows: self.table_rows,
            batch: self.batch,
            num_hiddens: self.num_hiddens,
            output: self.output,
            keep,
            left: Mutex::new(None),
            spare: self.spare,
        };
        if keep {
            table.apply_op2(weights, operation)
        } else {
            table.apply_op2_no_bwd(weights, &operation)
        }
    }
}

/// What the steps of a batch read.
struct Inputs {
    /// For each (row, step) which projected input it reads: batch · time numbers.
    of_step: Vec<u32>,
    /// The row of the table that each projected input stands for.
    table_rows: Vec<u32>,
}

impl<L: Build> Fused<L> {
    /// A new layer with the names and initial values of the layer by hand.
    ///
    /// # Errors
    /// If a name is taken.
    pub fn new(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        name: &str,
    ) -> Result<Self> {
        let layer = L::build(features, num_hiddens, parameters, Place::first(name))?;
        Ok(Self::of(layer))
    }
}

impl<L> Fused<L> {
    /// This layer, computed faster.
    #[must_use]
    pub fn of(layer: L) -> Self {
        Self {
            layer,
            savings: Savings::default(),
            spare: Spare::default(),
        }
    }

    /// The same layer with these savings.
    #[must_use]
    pub fn with_savings(self, savings: Savings) -> Self {
        Self { savings, ..self }
    }

    /// How many floats the largest batch so far kept for its backward pass. They are held for the
    /// next one.
    #[must_use]
    pub fn floats_kept(&self) -> usize {
        self.spare.floats()
    }
}

impl<L: Build + ByHand> Build for Fused<L> {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        Ok(Self::of(L::build(
            features,
            num_hiddens,
            parameters,
            place,
        )?))
    }
}

/// Every step's vector is an input of its own.
fn of_vectors<L: ByHand>(
    layer: &Fused<L>,
    xs: &Tensor,
    mask: Option<&Mask>,
    output: Output,
) -> Result<Tensor> {
    let (batch, time, features) = xs.dims3()?;
    let table = xs.reshape((batch * time, features))?; // (batch · time, features)
    let rows: Vec<u32> = (0..(batch * time) as u32).collect();
    let inputs = Inputs {
        of_step: rows.clone(),
        table_rows: rows,
    };
    let rows = rows_of(batch, time, mask, |_| 0)?;
    apply(layer, &table, (batch, time), inputs, rows, None, output)
}

/// Every different id is an input.
fn of_ids<L: ByHand>(
    layer: &Fused<L>,
    embedding: &Embedding,
    ids: &Tensor,
    mask: Option<&Mask>,
    output: Output,
) -> Result<Tensor> {
    let (batch, time) = ids.dims2()?;
    let ids = ids.flatten_all()?.to_vec1::<u32>()?;
    let inputs = if layer.savings.words_once {
        distinct(&ids, embedding.weight().dim(0)?)?
    } else {
        Inputs {
            of_step: (0..ids.len() as u32).collect(),
            table_rows: ids.clone(),
        }
    };
    let pads_in_front = |row: usize| {
        if !layer.savings.padding_once {
            return 0;
        }
        let ids = &ids[row * time..(row + 1) * time];
        ids.iter().take_while(|id| **id == PAD).count()
    };
    let rows = rows_of(batch, time, mask, pads_in_front)?;
    let pad = inputs.table_rows.iter().position(|id| *id == PAD);
    let chain = pad
        .filter(|_| mask.is_none() && layer.savings.padding_once)
        .map(|pad| pad as u32);
    let table = embedding.weight(); // (vocab_size, features)
    apply(layer, table, (batch, time), inputs, rows, chain, output)
}

fn apply<L: ByHand>(
    layer: &Fused<L>,
    table: &Tensor,
    (batch, time): (usize, usize),
    inputs: Inputs,
    rows: Vec<Row>,
    chain: Option<u32>,
    output: Output,
) -> Result<Tensor> {
    if time == 0 || batch == 0 {
        candle_core::bail!("a sequence needs at least one step, a batch one row");
    }
    let weights = layer.layer.weights()?; // (gates · H, features + H + biases)
    let (gates, biases) = L::GATES_AND_BIASES;
    let num_hiddens = weights.dim(0)? / gates;
    let features = table.dim(1)?;
    if weights.dim(1)? != features + num_hiddens + biases {
        candle_core::bail!(
            "inputs of {features} features do not fit the layer's weights"
        );
    }
    let work = Work {
        shards: shards(rows, time, chain, |row, step| {
            inputs.of_step[row.batch_row * time + row.first_input + step - row.start]
        }),
        table_rows: inputs.table_rows,
        batch,
        num_hiddens,
        output,
        spare: layer.spare.clone(),
    };
    L::run(work, &table.contiguous()?, &weights)
}

/// Where each row of a batch starts. With a mask, at its first word, moved so that the last word
/// meets the last step; else behind the pads in front.
fn rows_of(
    batch: usize,
    time: usize,
    mask: Option<&Mask>,
    pads_in_front: impl Fn(usize) -> usize,
) -> Result<Vec<Row>> {
    if let Some(mask) = mask {
        mask.check(batch, time)?;
    }
    let row = |batch_row| match mask {
        None => {
            let start = pads_in_front(batch_row);
            Row {
                batch_row,
                start,
                first_input: start,
            }
        }
        Some(mask) => Row {
            batch_row,
            start: time - mask.lengths()[batch_row],
            first_input: mask.first_word(batch_row, time),
        },
    };
    Ok((0..batch).map(row).collect())
}

/// Every id once, in the order of their first occurrence.
// ANCHOR: distinct
fn distinct(ids: &[u32], vocab_size: usize) -> Result<Inputs> {
    let mut places = vec![None; vocab_size]; // of each id
    let mut table_rows = Vec::new();
    let mut of_step = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(place) = places.get_mut(*id as usize) else {
            candle_core::bail!("the id {id} is outside of the embedding");
        };
        of_step.push(*place.get_or_insert_with(|| {
            table_rows.push(*id);
            table_rows.len() as u32 - 1
        }));
    }
    Ok(Inputs {
        of_step,
        table_rows,
    })
}
// ANCHOR_END: distinct

impl<L: ByHand> Fused<L> {
    fn read(
        &self,
        xs: &Sequence,
        mask: Option<&Mask>,
        output: Output,
    ) -> Result<Tensor> {
        match xs {
            Sequence::Vectors(xs) => of_vectors(self, xs, mask, output),
            Sequence::Words { ids, embedding } => {
                of_ids(self, embedding, ids, mask, output)
            }
        }
    }
}

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
            spare: self.spare.clone(),
        }))
    }
}
