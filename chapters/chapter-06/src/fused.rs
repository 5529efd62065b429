//! The fast LSTM behind the course's interface.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Mutex;

use candle_core::{Result, Tensor};
use chapter_02::PAD;
use chapter_03::Embedding;
use chapter_05::{Lstm, Mask, Recurrent};
use course::parameters::Parameters;

use crate::cell::LstmCell;
use crate::operation::{GatedOperation, Output, Spare};
use crate::schedule::{Row, shards};

/// Chapter 5's LSTM as one operation: the same parameters, the same function, computed faster.
#[derive(Clone, Debug)]
pub struct FusedLstm {
    layer: Lstm,
    num_hiddens: usize,
    spare: Spare,
}

/// What the steps of a batch read.
struct Inputs {
    /// For each (row, step) which projected input it reads: batch · time numbers.
    of_step: Vec<u32>,
    /// The row of the table that each projected input stands for.
    table_rows: Vec<u32>,
}

impl FusedLstm {
    /// A new layer with the names and initial values of [`Lstm::new`].
    ///
    /// # Errors
    /// If a name is taken.
    pub fn new(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        name: &str,
    ) -> Result<Self> {
        let layer = Lstm::new(features, num_hiddens, parameters, name)?;
        Ok(Self {
            layer,
            num_hiddens,
            spare: Spare::default(),
        })
    }

    fn of_vectors(&self, xs: &Tensor, mask: Option<&Mask>, output: Output) -> Result<Tensor> {
        let (batch, time, features) = xs.dims3()?;
        let table = xs.reshape((batch * time, features))?; // every step is a row of its own
        let rows: Vec<u32> = (0..(batch * time) as u32).collect();
        let inputs = Inputs {
            of_step: rows.clone(),
            table_rows: rows,
        };
        let rows = rows_of(batch, time, mask, |_| 0)?;
        self.apply(&table, (batch, time), inputs, rows, None, output)
    }

    fn of_ids(
        &self,
        embedding: &Embedding,
        ids: &Tensor,
        mask: Option<&Mask>,
        output: Output,
    ) -> Result<Tensor> {
        let (batch, time) = ids.dims2()?;
        let ids = ids.flatten_all()?.to_vec1::<u32>()?;
        let inputs = distinct(&ids);
        let pads_in_front = |row: usize| {
            let ids = &ids[row * time..(row + 1) * time];
            ids.iter().take_while(|id| **id == PAD).count()
        };
        let rows = rows_of(batch, time, mask, pads_in_front)?;
        let pad = inputs
            .table_rows
            .iter()
            .position(|id| *id == PAD)
            .map(|pad| pad as u32);
        let chain = pad.filter(|_| mask.is_none());
        self.apply(
            embedding.weight(),
            (batch, time),
            inputs,
            rows,
            chain,
            output,
        )
    }

    fn apply(
        &self,
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
        let weights = self.layer.weights_side_by_side()?; // (4·H, features + H + 1)
        let features = table.dim(1)?;
        if weights.dim(1)? != features + self.num_hiddens + 1 {
            candle_core::bail!("inputs of {features} features do not fit the layer's weights");
        }
        let table = table.contiguous()?;
        let keep = table.track_op() || weights.track_op();
        let operation = GatedOperation::<LstmCell, 4> {
            cell: PhantomData,
            shards: shards(rows, time, chain, |row, step| {
                inputs.of_step[row.batch_row * time + row.first_input + step - row.start]
            }),
            table_rows: inputs.table_rows,
            batch,
            num_hiddens: self.num_hiddens,
            output,
            keep,
            left: Mutex::new(None),
            spare: self.spare.clone(),
        };
        if keep {
            table.apply_op2(&weights, operation)
        } else {
            table.apply_op2_no_bwd(&weights, &operation)
        }
    }
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
fn distinct(ids: &[u32]) -> Inputs {
    let mut places: HashMap<u32, u32> = HashMap::new();
    let mut table_rows = Vec::new();
    let of_step = ids
        .iter()
        .map(|id| {
            *places.entry(*id).or_insert_with(|| {
                table_rows.push(*id);
                table_rows.len() as u32 - 1
            })
        })
        .collect();
    Inputs {
        of_step,
        table_rows,
    }
}

impl Recurrent for FusedLstm {
    fn all_states(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor> {
        self.of_vectors(xs, mask, Output::All)
    }

    fn last_state(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor> {
        self.of_vectors(xs, mask, Output::Last)
    }

    fn last_state_of_ids(
        &self,
        embedding: &Embedding,
        ids: &Tensor,
        mask: Option<&Mask>,
    ) -> Result<Tensor> {
        self.of_ids(embedding, ids, mask, Output::Last)
    }

    fn all_states_of_ids(
        &self,
        embedding: &Embedding,
        ids: &Tensor,
        mask: Option<&Mask>,
    ) -> Result<Tensor> {
        self.of_ids(embedding, ids, mask, Output::All)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self {
            layer: self.layer.detach(),
            num_hiddens: self.num_hiddens,
            spare: self.spare.clone(),
        }))
    }
}
