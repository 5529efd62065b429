//! A recurrent layer as one candle operation with a backward pass of its own.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

use candle_core::{CpuStorage, CustomOp2, Device, Layout, Result, Shape, Tensor};
use rayon::prelude::*;

use crate::cell::Cell;
use crate::kernel::{Backward, Forward, Outcome, ShardGradients, Tape};
use crate::product::{PackedWeights, packed_index};
use crate::schedule::{Row, Shard};

/// Which hidden states the operation returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// After the last step: (batch, `num_hiddens`).
    Last,
    /// After every step: (batch, time, `num_hiddens`).
    All,
}

/// The operation: (table (inputs, features), weights (G·H, features + H + biases)) → hidden states.
///
/// The second argument holds, side by side, `weight_ih`, `weight_hh` and one bias or two: an
/// operation of candle takes three arguments at most.
#[derive(Debug)]
pub(crate) struct GatedOperation<C, const G: usize> {
    pub(crate) cell: PhantomData<C>,
    pub(crate) shards: Vec<Shard>,
    /// The row of the table that each projected input stands for.
    pub(crate) table_rows: Vec<u32>,
    pub(crate) batch: usize,
    pub(crate) num_hiddens: usize,
    pub(crate) output: Output,
    /// Whether there will be a backward pass.
    pub(crate) keep: bool,
    /// What the forward pass leaves to the backward pass.
    pub(crate) left: Mutex<Option<Left>>,
    /// Tapes of earlier batches.
    pub(crate) spare: Spare,
}

/// Tapes that no batch uses at present.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spare(Arc<Mutex<Vec<Tape>>>);

impl Spare {
    fn take(&self) -> Tape {
        let tape = self.0.lock().ok().and_then(|mut tapes| tapes.pop());
        tape.unwrap_or_default()
    }

    fn put_back(&self, used: impl IntoIterator<Item = Tape>) {
        if let Ok(mut tapes) = self.0.lock() {
            tapes.extend(used);
        }
    }

    /// How many floats all of them hold.
    pub(crate) fn floats(&self) -> usize {
        let tapes = self.0.lock();
        tapes.map_or(0, |tapes| tapes.iter().map(Tape::floats).sum())
    }
}

/// What the forward pass leaves to the backward pass.
#[derive(Debug)]
pub(crate) struct Left {
    tapes: Vec<Tape>,
    weights: Packed,
    /// The rows of the table that were read, each followed by a one: (inputs, features + 1).
    inputs: Tensor,
}

/// All weights, packed.
#[derive(Debug)]
struct Packed {
    /// Input weights, and below them the bias, the weight of an input that is always one:
    /// (features + 1, G·H).
    input: Tensor,
    /// The second bias where it does not join the first: (G·H).
    bias: Vec<f32>,
    recurrent: PackedWeights,
}

/// The numbers of a contiguous float tensor.
fn floats<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    match layout.contiguous_offsets() {
        Some((start, end)) => Ok(&storage.as_slice::<f32>()?[start..end]),
        None => candle_core::bail!("the fused layers need contiguous tensors"),
    }
}

impl<C: Cell<G>, const G: usize> GatedOperation<C, G> {
    /// The rows of the table that are read, each followed by a one: (inputs, features + 1).
    fn gather(&self, table: &[f32], features: usize) -> Result<Tensor> {
        let mut rows = Vec::with_capacity(self.table_rows.len() * (features + 1));
        for &row in &self.table_rows {
            let start = row as usize * features;
            match table.get(start..start + features) {
                Some(values) => rows.extend_from_slice(values),
                None => {
                    candle_core::bail!("the id {row} is outside of the embedding")
                }
            }
            rows.push(1.0);
        }
        Tensor::from_vec(rows, (self.table_rows.len(), features + 1), &Device::Cpu)
    }

    /// Puts the weights (G·H, features + H + biases) into the order in which they are read.
    fn pack(&self, weights: &[f32], features: usize) -> Result<Packed> {
        let h = self.num_hiddens;
        let width = weights.len() / (G * h);
        let recurrent = PackedWeights::new(G, h, |row, unit| {
            weights[row * width + features + unit]
        });
        let columns = G * recurrent.num_hiddens;
        let mut input = vec![0.0; (features + 1) * columns];
        let mut bias = vec![0.0; columns];
        for (gate_row, row) in weights.chunks_exact(width).enumerate() {
            let gate = gate_row / h;
            let column = packed_index(gate, gate_row % h, G, recurrent.lanes);
            for (feature, weight) in row[..features].iter().enumerate() {
                input[feature * columns + column] = *weight;
            }
            let (first, second) =
                (row[features + h], row.get(features + h + 1).unwrap_or(&0.0));
            input[features * columns + column] = if C::SUMMED[gate] {
                first + second
            } else {
                first
            };
            bias[column] = if C::SUMMED[gate] { 0.0 } else { *second };
        }
        let input = Tensor::from_vec(input, (features + 1, columns), &Device::Cpu)?;
        Ok(Packed {
            input,
            bias,
            recurrent,
        })
    }

    fn run_forward(&self, weights: &Packed, projected: &[f32]) -> Vec<Outcome> {
        let keep = self.keep || self.output == Output::All;
        self.shards
            .par_iter()
            .map(|shard| {
                pulp::Arch::new().dispatch(Forward::<C, G> {
                    cell: PhantomData,
                    shard,
                    weights: &weights.recurrent,
                    projected,
                    bias: &weights.bias,
                    tape: keep.then(|| self.spare.take()),
                })
            })
            .collect()
    }

    /// Collects the hidden states that the operation returns.
    fn collect(
        &self,
        outcomes: &[Outcome],
        packed_hiddens: usize,
    ) -> (Vec<f32>, Shape) {
        let h = self.num_hiddens;
        let time = self.shards.first().map_or(0, Shard::time);
        let steps = if self.output == Output::All { time } else { 1 };
        let mut states = vec![0.0; self.batch * steps * h];
        for (shard, outcome) in self.shards.iter().zip(outcomes) {
            for (i, row) in shard.rows.iter().enumerate() {
                let slot = i + usize::from(shard.chain);
                for t in 0..steps {
                    let step = if self.output == Output::All {
                        row.step_shown_at(t, time)
                    } else {
                        Some(time - 1)
                    };
                    let source = step.and_then(|step| {
                        state_after(shard, outcome, step, slot, packed_hiddens)
                    });
                    if let Some(source) = source {
                        let start = (row.batch_row * steps + t) * h;
                        states[start..start + h].copy_from_slice(&source[..h]);
                    }
                }
            }
        }
        let shape = match self.output {
            Output::Last => Shape::from((self.batch, h)),
            Output::All => Shape::from((self.batch, time, h)),
        };
        (states, shape)
    }
}

/// The hidden state of a slot after a step; that of the chain before the slot starts, none where
/// there is no chain.
fn state_after<'a>(
    shard: &Shard,
    outcome: &'a Outcome,
    step: usize,
    slot: usize,
    h: usize,
) -> Option<&'a [f32]> {
    let slot = if slot < shard.live(step) {
        slot
    } else if shard.chain {
        0
    } else {
        return None;
    };
    if step + 1 == shard.time() {
        return Some(&outcome.last_hidden[slot * h..(slot + 1) * h]);
    }
    let tape = outcome.tape.as_ref()?;
    let position = shard.offsets[step + 1] + slot;
    Some(&tape.hidden_before[position * h..(position + 1) * h])
}

impl<C: Cell<G>, const G: usize> CustomOp2 for GatedOperation<C, G> {
    fn name(&self) -> &'static str {
        "fused-recurrence"
    }

    // ANCHOR: cpu_fwd
    fn cpu_fwd(
        &self,
        table: &CpuStorage,
        table_layout: &Layout,
        weights: &CpuStorage,
        weights_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        // ANCHOR_END: cpu_fwd
        let (_, features) = table_layout.shape().dims2()?;
        let inputs = self.gather(floats(table, table_layout)?, features)?; // (inputs, features + 1)
        let weights = self.pack(floats(weights, weights_layout)?, features)?;
        let projected = inputs.matmul(&weights.input)?; // (inputs, G·H)
        let outcomes = {
            let (storage, layout) = projected.storage_and_layout();
            let candle_core::Storage::Cpu(storage) = &*storage else {
                candle_core::bail!("the fused layers compute on the CPU only");
            };
            self.run_forward(&weights, floats(storage, layout)?)
        };
        let (states, shape) = self.collect(&outcomes, weights.recurrent.num_hiddens);
        let tapes = outcomes.into_iter().filter_map(|outcome| outcome.tape);
        if self.keep {
            let left = Left {
                tapes: tapes.collect(),
                weights,
                inputs,
            };
            if let Ok(mut place) = self.left.lock() {
                *place = Some(left);
            }
        } else {
            self.spare.put_back(tapes);
        }
        Ok((CpuStorage::F32(states), shape))
    }

    fn bwd(
        &self,
        table: &Tensor,
        weights: &Tensor,
        _states: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let left = self.left.lock().ok().and_then(|mut left| left.take());
        let Some(left) = left else {
            candle_core::bail!(
                "a fused layer's backward pass can run once, after a forward pass that kept its states"
            );
        };
        let gradient = gradient.contiguous()?.flatten_all()?.to_vec1::<f32>()?;
        let gradients = self.run_backward(&left, &gradient);
        self.spare.put_back(left.tapes);

        // ANCHOR: products_back
        let features = table.dim(1)?;
        let packed = &left.weights;
        let shape = (self.table_rows.len(), G * packed.recurrent.num_hiddens);
        let d_projected =
            Tensor::from_vec(gradients.projected, shape, &Device::Cpu)?; // (inputs, G·H)
        let d_input_weights = left.inputs.t()?.matmul(&d_projected)?; // (features + 1, G·H)
        let d_weights = self.unpack(
            &d_input_weights.to_vec2()?,
            &gradients.recurrent,
            &gradients.bias,
            (weights.dim(1)?, packed.recurrent.lanes),
        );
        let d_weights = Tensor::from_vec(d_weights, weights.shape(), &Device::Cpu)?;

        let input_weights = packed.input.narrow(0, 0, features)?; // (features, G·H)
        let d_inputs = d_projected.matmul(&input_weights.t()?)?; // (inputs, features)
        let rows = Tensor::from_slice(
            &self.table_rows,
            self.table_rows.len(),
            &Device::Cpu,
        )?;
        let d_table = table.zeros_like()?.index_add(&rows, &d_inputs, 0)?; // (table rows, features)
        Ok((Some(d_table), Some(d_weights)))
        // ANCHOR_END: products_back
    }
}

impl<C: Cell<G>, const G: usize> GatedOperation<C, G> {
    /// Runs the shards backward and adds up their gradients, always in the same order.
    fn run_backward(&self, left: &Left, gradient: &[f32]) -> ShardGradients {
        let shards: Vec<ShardGradients> = self
            .shards
            .par_iter()
            .zip(&left.tapes)
            .map(|(shard, tape)| {
                let add_output_gradient =
                    |step: usize, slot: usize, sum: &mut [f32]| {
                        self.add_output_gradient(gradient, shard, step, slot, sum);
                    };
                pulp::Arch::new().dispatch(Backward::<C, G> {
                    cell: PhantomData,
                    shard,
                    weights: &left.weights.recurrent,
                    tape,
                    inputs: self.table_rows.len(),
                    add_output_gradient: &add_output_gradient,
                })
            })
            .collect();

        let add_up = |mut total: ShardGradients, shard: ShardGradients| {
            add(&mut total.projected, &shard.projected);
            add(&mut total.recurrent, &shard.recurrent);
            add(&mut total.bias, &shard.bias);
            total
        };
        shards.into_iter().reduce(add_up).unwrap_or_default()
    }

    /// Adds the gradient with respect to what the operation returned of a slot's state after a step.
    fn add_output_gradient(
        &self,
        gradient: &[f32],
        shard: &Shard,
        step: usize,
        slot: usize,
        sum: &mut [f32],
    ) {
        let (h, time) = (self.num_hiddens, shard.time());
        let mut add_shown_at = |row: &Row, steps: std::ops::Range<usize>| {
            for t in steps {
                let place = match self.output {
                    Output::All => row.batch_row * time + t,
                    Output::Last if t + 1 == time => row.batch_row,
                    Output::Last => continue,
                };
                add_in_order(sum, &gradient[place * h..(place + 1) * h]);
            }
        };
        match slot.checked_sub(usize::from(shard.chain)) {
            Some(i) => {
                add_shown_at(&shard.rows[i], shard.rows[i].shown_at(step, time))
            }
            // The chain stands for every row that has not started.
            None => {
                let waiting = shard.rows.iter().filter(|row| row.start > step);
                waiting.for_each(|row| add_shown_at(row, step..step + 1));
            }
        }
    }

    /// From packed gradients to the layout (G·H, `width`) of the operation's second argument.
    fn unpack(
        &self,
        d_input_weights: &[Vec<f32>],
        d_recurrent: &[f32],
        d_second_bias: &[f32],
        (width, lanes): (usize, usize),
    ) -> Vec<f32> {
        let h = self.num_hiddens;
        let columns = d_second_bias.len();
        let (d_bias, d_input_weights) = match d_input_weights.split_last() {
            Some((d_bias, d_input_weights)) => (d_bias.as_slice(), d_input_weights),
            None => (d_second_bias, d_input_weights),
        };
        let mut weights = Vec::with_capacity(G * h * width);
        for gate_row in 0..G * h {
            let gate = gate_row / h;
            let column = packed_index(gate, gate_row % h, G, lanes);
            weights.extend(d_input_weights.iter().map(|row| row[column]));
            weights.extend((0..h).map(|unit| d_recurrent[unit * columns + column]));
            weights.push(d_bias[column]);
            if weights.len() < (gate_row + 1) * width {
                let joined = C::SUMMED[gate];
                weights.push(if joined {
                    d_bias[column]
                } else {
                    d_second_bias[column]
                });
            }
        }
        weights
    }
}

/// sum += values.
fn add(sum: &mut [f32], values: &[f32]) {
    let pieces = sum.par_chunks_mut(PIECE).zip(values.par_chunks(PIECE));
    pieces.for_each(|(sum, values)| add_in_order(sum, values));
}

/// How many numbers a thread adds at once.
const PIECE: usize = 1 << 14;

fn add_in_order(sum: &mut [f32], values: &[f32]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}
