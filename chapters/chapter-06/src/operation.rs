//! A recurrent layer as one candle operation with a backward pass of its own.

use std::sync::Mutex;

use candle_core::{CpuStorage, CustomOp2, Device, Layout, Result, Shape, Tensor};
use rayon::prelude::*;

use crate::cell::Cell;
use crate::kernel::{Backward, Forward, Outcome, ShardGradients};
use crate::packing::{self, PackedGradients, PackedWeights};
use crate::product::add;
use crate::saved::{Pool, SavedActivations, locked};
use crate::schedule::{Row, Shard};

/// Which hidden states the operation returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// After the last step: (batch, `num_hiddens`).
    Last,
    /// After every step: (batch, time, `num_hiddens`).
    All,
}

/// What the operation has to know beside its two arguments.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) shards: Vec<Shard>,
    /// The row of the table that each projected input stands for.
    pub(crate) table_rows: Vec<u32>,
    pub(crate) batch: usize,
    pub(crate) num_hiddens: usize,
    pub(crate) output: Output,
    pub(crate) pool: Pool,
}

/// Runs a cell: table (inputs, features), weights (G·H, features + H + biases) → hidden states.
///
/// The weights hold, side by side, `weight_ih`, `weight_hh` and one bias or two: an operation of
/// candle takes three arguments at most.
///
/// # Errors
/// If the tensors are not contiguous f32 tensors on the CPU, or a row is not in the table.
pub(crate) fn run<C: Cell<G>, const G: usize>(
    cell: C,
    work: Work,
    table: &Tensor,
    weights: &Tensor,
) -> Result<Tensor> {
    let trains = table.track_op() || weights.track_op();
    let operation = GatedOperation {
        cell,
        work,
        trains,
        saved: Mutex::new(None),
    };
    if trains {
        table.apply_op2(weights, operation)
    } else {
        table.apply_op2_no_bwd(weights, &operation)
    }
}

/// The operation of [`run`].
#[derive(Debug)]
struct GatedOperation<C, const G: usize> {
    cell: C,
    work: Work,
    /// Whether there will be a backward pass.
    trains: bool,
    saved: Mutex<Option<SavedForBackward<G>>>,
}

/// What the forward pass saves for the backward pass.
#[derive(Debug)]
struct SavedForBackward<const G: usize> {
    /// Of each shard.
    activations: Vec<SavedActivations>,
    weights: PackedWeights<G>,
    /// The rows of the table that were read, each followed by a one: (inputs, features + 1).
    inputs: Tensor,
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
        let table_rows = &self.work.table_rows;
        let mut rows = Vec::with_capacity(table_rows.len() * (features + 1));
        for &row in table_rows {
            let start = row as usize * features;
            match table.get(start..start + features) {
                Some(values) => rows.extend_from_slice(values),
                None => {
                    candle_core::bail!("the id {row} is outside of the embedding")
                }
            }
            rows.push(1.0);
        }
        Tensor::from_vec(rows, (table_rows.len(), features + 1), &Device::Cpu)
    }

    fn run_forward(
        &self,
        weights: &PackedWeights<G>,
        projected: &[f32],
    ) -> Vec<Outcome> {
        // All hidden states are saved for the backward pass anyway, and returned from there.
        let save = self.trains || self.work.output == Output::All;
        self.work
            .shards
            .par_iter()
            .map(|shard| {
                pulp::Arch::new().dispatch(Forward {
                    cell: self.cell,
                    shard,
                    weights,
                    projected,
                    saved: save.then(|| self.work.pool.take()),
                })
            })
            .collect()
    }

    /// Collects the hidden states that the operation returns. Those of the shards are rows of
    /// `packed_hiddens` units.
    fn collect(
        &self,
        outcomes: &[Outcome],
        packed_hiddens: usize,
    ) -> (Vec<f32>, Shape) {
        let Work {
            shards,
            batch,
            num_hiddens: h,
            output,
            ..
        } = &self.work;
        let time = shards.first().map_or(0, Shard::time);
        let steps = if *output == Output::All { time } else { 1 };
        let mut states = vec![0.0; batch * steps * h];
        for (shard, outcome) in shards.iter().zip(outcomes) {
            for (i, row) in shard.rows.iter().enumerate() {
                let slot = i + usize::from(shard.chain);
                for t in 0..steps {
                    let step = match output {
                        Output::All => row.step_shown_at(t, time),
                        Output::Last => Some(time - 1),
                    };
                    let source = step.and_then(|step| {
                        state_after(shard, outcome, step, slot, packed_hiddens)
                    });
                    if let Some(source) = source {
                        let start = (row.batch_row * steps + t) * h;
                        states[start..start + h].copy_from_slice(&source[..*h]);
                    }
                }
            }
        }
        let shape = match output {
            Output::Last => Shape::from((*batch, *h)),
            Output::All => Shape::from((*batch, time, *h)),
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
    let slot = if slot < shard.active(step) {
        slot
    } else if shard.chain {
        0
    } else {
        return None;
    };
    if step + 1 == shard.time() {
        return Some(&outcome.last_hidden_state[slot * h..(slot + 1) * h]);
    }
    let saved = outcome.saved.as_ref()?;
    let position = shard.offsets[step + 1] + slot;
    Some(&saved.hidden_state_before[position * h..(position + 1) * h])
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
        let inputs = self.gather(floats(table, table_layout)?, features)?;
        let layout = packing::Layout {
            features,
            units: self.work.num_hiddens,
            width: weights_layout.shape().dims2()?.1,
            input_joins: C::INPUT_JOINS,
        };
        let weights = floats(weights, weights_layout)?;
        let weights = PackedWeights::pack(layout, weights)?;
        let projected = inputs.matmul(&weights.input)?; // (inputs, G·H)
        let outcomes = {
            let (storage, layout) = projected.storage_and_layout();
            let candle_core::Storage::Cpu(storage) = &*storage else {
                candle_core::bail!("the fused layers compute on the CPU only");
            };
            self.run_forward(&weights, floats(storage, layout)?)
        };
        let (states, shape) = self.collect(&outcomes, weights.num_hiddens);
        let activations = outcomes.into_iter().filter_map(|outcome| outcome.saved);
        if self.trains {
            *locked(&self.saved) = Some(SavedForBackward {
                activations: activations.collect(),
                weights,
                inputs,
            });
        } else {
            self.work.pool.put_back(activations);
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
        let Some(saved) = locked(&self.saved).take() else {
            candle_core::bail!(
                "a fused layer's backward pass can run once, after a forward pass that kept its states"
            );
        };
        let gradient = gradient.contiguous()?.flatten_all()?.to_vec1::<f32>()?;
        let gradients = self.run_backward(&saved, &gradient);
        self.work.pool.put_back(saved.activations);

        // ANCHOR: products_back
        let features = table.dim(1)?;
        let packed = &saved.weights;
        let shape = (self.work.table_rows.len(), G * packed.num_hiddens); // (inputs, G·H)
        let d_projected = gradients.projected;
        let d_projected = Tensor::from_vec(d_projected, shape, &Device::Cpu)?;
        let inputs = saved.inputs.t()?; // (features + 1, inputs)
        let d_input_weights = inputs.matmul(&d_projected)?; // (features + 1, G·H)
        let d_weights = packed.unpack(&PackedGradients {
            input: &d_input_weights.to_vec2()?,
            recurrent: &gradients.recurrent,
            second_bias: &gradients.second_bias,
        });
        let d_weights = Tensor::from_vec(d_weights, weights.shape(), &Device::Cpu)?;

        let input_weights = packed.input.narrow(0, 0, features)?; // (features, G·H)
        let d_inputs = d_projected.matmul(&input_weights.t()?)?; // (inputs, features)
        let rows = Tensor::new(self.work.table_rows.as_slice(), &Device::Cpu)?;
        let d_table = table.zeros_like()?; // (table rows, features)
        let d_table = d_table.index_add(&rows, &d_inputs, 0)?;
        Ok((Some(d_table), Some(d_weights)))
        // ANCHOR_END: products_back
    }
}

impl<C: Cell<G>, const G: usize> GatedOperation<C, G> {
    /// Runs the shards backward and adds up their gradients, always in the same order.
    fn run_backward(
        &self,
        saved: &SavedForBackward<G>,
        gradient: &[f32],
    ) -> ShardGradients {
        let shards = self.work.shards.par_iter().zip(&saved.activations);
        let shards: Vec<ShardGradients> = shards
            .map(|(shard, activations)| {
                let add_output_gradient =
                    |step: usize, slot: usize, sum: &mut [f32]| {
                        self.add_output_gradient(gradient, shard, step, slot, sum);
                    };
                pulp::Arch::new().dispatch(Backward {
                    cell: self.cell,
                    shard,
                    weights: &saved.weights,
                    saved: activations,
                    inputs: self.work.table_rows.len(),
                    add_output_gradient: &add_output_gradient,
                })
            })
            .collect();

        let add_up = |mut total: ShardGradients, shard: ShardGradients| {
            add_in_parallel(&mut total.projected, &shard.projected);
            add_in_parallel(&mut total.recurrent, &shard.recurrent);
            add_in_parallel(&mut total.second_bias, &shard.second_bias);
            total
        };
        shards.into_iter().reduce(add_up).unwrap_or_default()
    }

    /// Adds the gradient with respect to what the operation returned of a slot's hidden state after
    /// a step.
    fn add_output_gradient(
        &self,
        gradient: &[f32],
        shard: &Shard,
        step: usize,
        slot: usize,
        sum: &mut [f32],
    ) {
        let (h, time) = (self.work.num_hiddens, shard.time());
        let mut add_shown_at = |row: &Row, steps: std::ops::Range<usize>| {
            for t in steps {
                let place = match self.work.output {
                    Output::All => row.batch_row * time + t,
                    Output::Last if t + 1 == time => row.batch_row,
                    Output::Last => continue,
                };
                add(sum, &gradient[place * h..(place + 1) * h]);
            }
        };
        match slot.checked_sub(usize::from(shard.chain)) {
            Some(i) => {
                add_shown_at(&shard.rows[i], shard.rows[i].shown_at(step, time));
            }
            // The chain stands for every row that has not started.
            None => {
                let waiting = shard.rows.iter().filter(|row| row.start > step);
                waiting.for_each(|row| add_shown_at(row, step..step + 1));
            }
        }
    }
}

/// How many numbers a thread adds at once: enough to be worth handing to it.
const PIECE: usize = 1 << 14;

/// sum += values, elementwise, with all threads.
fn add_in_parallel(sum: &mut [f32], values: &[f32]) {
    let pieces = sum.par_chunks_mut(PIECE).zip(values.par_chunks(PIECE));
    pieces.for_each(|(sum, values)| add(sum, values));
}
