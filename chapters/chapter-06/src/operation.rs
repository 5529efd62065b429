//! The LSTM as one candle operation with a backward pass of its own.

use std::sync::Mutex;

use candle_core::{CpuStorage, CustomOp2, Device, Layout, Result, Shape, Tensor};
use rayon::prelude::*;

use crate::kernel::{Backward, Forward, GATES, Outcome, PackedWeights, Tape, packed_index};
use crate::schedule::{Row, Shard};

/// Which hidden states the operation returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// After the last step: (batch, `num_hiddens`).
    Last,
    /// After every step: (batch, time, `num_hiddens`).
    All,
}

/// The operation: (table (inputs, features), weights (4·H, features + H + 1)) → hidden states.
///
/// The second argument holds, side by side, `weight_ih`, `weight_hh` and the bias: an operation of
/// candle takes three arguments at most.
#[derive(Debug)]
pub(crate) struct LstmOperation {
    pub(crate) shards: Vec<Shard>,
    /// The row of the table that each projected input stands for; no row twice.
    pub(crate) table_rows: Vec<u32>,
    pub(crate) batch: usize,
    pub(crate) num_hiddens: usize,
    pub(crate) output: Output,
    /// Whether there will be a backward pass.
    pub(crate) keep: bool,
    /// What the forward pass leaves to the backward pass.
    pub(crate) kept: Mutex<Option<Kept>>,
}

/// What the forward pass leaves to the backward pass.
#[derive(Debug)]
pub(crate) struct Kept {
    tapes: Vec<Tape>,
    weights: PackedWeights,
    /// The rows of the table that were read: (inputs, features).
    inputs: Tensor,
    /// Input weights, packed: (features, 4·H).
    input_weights: Tensor,
}

/// The numbers of a contiguous float tensor.
fn floats<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    match layout.contiguous_offsets() {
        Some((start, end)) => Ok(&storage.as_slice::<f32>()?[start..end]),
        None => candle_core::bail!("the fused LSTM needs contiguous tensors"),
    }
}

impl LstmOperation {
    /// The rows of the table that are read: (inputs, features).
    fn gather(&self, table: &[f32], features: usize) -> Result<Tensor> {
        let mut rows = Vec::with_capacity(self.table_rows.len() * features);
        for &row in &self.table_rows {
            let start = row as usize * features;
            match table.get(start..start + features) {
                Some(values) => rows.extend_from_slice(values),
                None => candle_core::bail!("the id {row} is outside of the embedding"),
            }
        }
        Tensor::from_vec(rows, (self.table_rows.len(), features), &Device::Cpu)
    }

    /// The packed input weights (features, 4·H) and bias (4·H), and the recurrent weights.
    fn pack(&self, weights: &[f32], features: usize) -> Result<(Tensor, Tensor, PackedWeights)> {
        let h = self.num_hiddens;
        let width = features + h + 1;
        let weight_hh: Vec<f32> = weights
            .chunks_exact(width)
            .flat_map(|row| row[features..features + h].iter().copied())
            .collect();
        let packed = PackedWeights::new(&weight_hh, h);
        let columns = GATES * packed.num_hiddens;
        let mut input_weights = vec![0.0; features * columns];
        let mut bias = vec![0.0; columns];
        for (gate_row, row) in weights.chunks_exact(width).enumerate() {
            let column = packed_index(gate_row / h, gate_row % h, packed.lanes);
            for (feature, weight) in row[..features].iter().enumerate() {
                input_weights[feature * columns + column] = *weight;
            }
            bias[column] = row[width - 1];
        }
        let input_weights = Tensor::from_vec(input_weights, (features, columns), &Device::Cpu)?;
        let bias = Tensor::from_vec(bias, columns, &Device::Cpu)?;
        Ok((input_weights, bias, packed))
    }

    fn run_forward(&self, weights: &PackedWeights, projected: &[f32]) -> Vec<Outcome> {
        let keep = self.keep || self.output == Output::All;
        self.shards
            .par_iter()
            .map(|shard| {
                pulp::Arch::new().dispatch(Forward {
                    shard,
                    weights,
                    projected,
                    keep,
                })
            })
            .collect()
    }

    /// Collects the hidden states that the operation returns.
    fn collect(&self, outcomes: &[Outcome], packed_hiddens: usize) -> (Vec<f32>, Shape) {
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
                    let source = step
                        .and_then(|step| state_after(shard, outcome, step, slot, packed_hiddens));
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

impl CustomOp2 for LstmOperation {
    fn name(&self) -> &'static str {
        "fused-lstm"
    }

    fn cpu_fwd(
        &self,
        table: &CpuStorage,
        table_layout: &Layout,
        weights: &CpuStorage,
        weights_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (_, features) = table_layout.shape().dims2()?;
        let inputs = self.gather(floats(table, table_layout)?, features)?; // (inputs, features)
        let (input_weights, bias, weights) =
            self.pack(floats(weights, weights_layout)?, features)?;
        let projected = inputs.matmul(&input_weights)?.broadcast_add(&bias)?; // (inputs, 4·H)
        let outcomes = {
            let (storage, layout) = projected.storage_and_layout();
            let candle_core::Storage::Cpu(storage) = &*storage else {
                candle_core::bail!("the fused LSTM computes on the CPU only");
            };
            self.run_forward(&weights, floats(storage, layout)?)
        };
        let (states, shape) = self.collect(&outcomes, weights.num_hiddens);
        if self.keep {
            let kept = Kept {
                tapes: outcomes
                    .into_iter()
                    .filter_map(|outcome| outcome.tape)
                    .collect(),
                weights,
                inputs,
                input_weights,
            };
            if let Ok(mut place) = self.kept.lock() {
                *place = Some(kept);
            }
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
        let kept = self.kept.lock().ok().and_then(|mut kept| kept.take());
        let Some(mut kept) = kept else {
            candle_core::bail!(
                "the fused LSTM's backward pass can run once, after a forward pass that kept its states"
            );
        };
        let gradient = gradient.contiguous()?.flatten_all()?.to_vec1::<f32>()?;
        let d_projected = self.run_backward(&mut kept, &gradient)?; // (inputs, 4·H)

        let d_bias = d_projected.sum(0)?; // (4·H,)
        let d_input_weights = kept.inputs.t()?.matmul(&d_projected)?; // (features, 4·H)
        let d_recurrent = recurrent_gradient(kept.tapes, kept.weights.num_hiddens)?; // (H, 4·H)
        let d_weights = self.unpack(&d_input_weights, &d_recurrent, &d_bias, kept.weights.lanes)?;
        let d_weights = Tensor::from_vec(d_weights, weights.shape(), &Device::Cpu)?;

        let d_inputs = d_projected.matmul(&kept.input_weights.t()?)?; // (inputs, features)
        let rows = Tensor::from_slice(&self.table_rows, self.table_rows.len(), &Device::Cpu)?;
        let d_table = table.zeros_like()?.index_add(&rows, &d_inputs, 0)?; // (table rows, features)
        Ok((Some(d_table), Some(d_weights)))
    }
}

impl LstmOperation {
    /// Runs the shards backward, then adds up the gate gradients of each projected input.
    fn run_backward(&self, kept: &mut Kept, gradient: &[f32]) -> Result<Tensor> {
        let Kept { tapes, weights, .. } = kept;
        let weights: &PackedWeights = weights;
        let columns = GATES * weights.num_hiddens;
        let inputs = self.table_rows.len();
        let sums: Vec<Vec<f32>> = self
            .shards
            .par_iter()
            .zip(tapes)
            .map(|(shard, tape)| {
                let add_output_gradient = |step: usize, slot: usize, sum: &mut [f32]| {
                    self.add_output_gradient(gradient, shard, step, slot, sum);
                };
                pulp::Arch::new().dispatch(Backward {
                    shard,
                    weights,
                    tape,
                    add_output_gradient: &add_output_gradient,
                });
                let mut sums = vec![0.0; inputs * columns];
                for (&input, gates) in shard.inputs.iter().zip(tape.gates.chunks_exact(columns)) {
                    let start = input as usize * columns;
                    add(&mut sums[start..start + columns], gates);
                }
                sums
            })
            .collect();
        let mut sums = sums.into_iter();
        let mut total = sums.next().unwrap_or_default();
        for shard in sums {
            add(&mut total, &shard);
        }
        Tensor::from_vec(total, (inputs, columns), &Device::Cpu)
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
                add(sum, &gradient[place * h..(place + 1) * h]);
            }
        };
        match slot.checked_sub(usize::from(shard.chain)) {
            Some(i) => add_shown_at(&shard.rows[i], shard.rows[i].shown_at(step, time)),
            // The chain stands for every row that has not started.
            None => {
                let waiting = shard.rows.iter().filter(|row| row.start > step);
                waiting.for_each(|row| add_shown_at(row, step..step + 1));
            }
        }
    }

    /// From packed gradients to the layout of the operation's second argument.
    fn unpack(
        &self,
        d_input_weights: &Tensor,
        d_recurrent: &Tensor,
        d_bias: &Tensor,
        lanes: usize,
    ) -> Result<Vec<f32>> {
        let h = self.num_hiddens;
        let d_input_weights = d_input_weights.to_vec2::<f32>()?;
        let d_recurrent = d_recurrent.to_vec2::<f32>()?;
        let d_bias = d_bias.to_vec1::<f32>()?;
        let mut weights = Vec::with_capacity(GATES * h * (d_input_weights.len() + h + 1));
        for gate_row in 0..GATES * h {
            let column = packed_index(gate_row / h, gate_row % h, lanes);
            weights.extend(d_input_weights.iter().map(|row| row[column]));
            weights.extend(d_recurrent[..h].iter().map(|row| row[column]));
            weights.push(d_bias[column]);
        }
        Ok(weights)
    }
}

/// Σ over all positions of `hidden_before`ᵀ × gate gradients: (H, 4·H), packed.
fn recurrent_gradient(tapes: Vec<Tape>, h: usize) -> Result<Tensor> {
    let mut sum = Tensor::zeros((h, GATES * h), candle_core::DType::F32, &Device::Cpu)?;
    for tape in tapes {
        let positions = tape.hidden_before.len() / h;
        let hidden = Tensor::from_vec(tape.hidden_before, (positions, h), &Device::Cpu)?;
        let gates = Tensor::from_vec(tape.gates, (positions, GATES * h), &Device::Cpu)?;
        sum = (sum + hidden.t()?.matmul(&gates)?)?;
    }
    Ok(sum)
}

/// sum += values, as far as `sum` and `values` both reach.
fn add(sum: &mut [f32], values: &[f32]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}
