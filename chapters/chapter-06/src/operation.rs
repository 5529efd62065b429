//! A recurrent layer as one candle operation with a backward pass of its own.

use std::mem;
use std::sync::Mutex;

use candle_core::{
    CpuStorage, CustomOp2, Device, Layout, Result, Shape, Storage, Tensor,
};
use rayon::prelude::*;

use crate::backward::{Backward, InputsBack, ShardGradients};
use crate::cell::Cell;
use crate::forward::{Forward, Inputs};
use crate::kernel::Kernel;
use crate::packing::{self, PackedGradients, PackedWeights};
use crate::product::add;
use crate::saved::{Pool, SavedActivations, locked};
use crate::schedule::Shard;
use crate::states::{Output, Place};
use crate::words::{project, words_back};

/// What the operation has to know beside its two arguments.
#[derive(Debug)]
pub(crate) struct Work {
    /// Of each direction.
    pub(crate) shards: Vec<Vec<Shard>>,
    pub(crate) reads: Reads,
    pub(crate) batch: usize,
    pub(crate) time: usize,
    /// The length of a direction's hidden state.
    pub(crate) units: usize,
    pub(crate) output: Output,
    pub(crate) kernel: Kernel,
    pub(crate) pool: Pool,
}

/// What the rows of the table are to the positions.
#[derive(Debug)]
pub(crate) enum Reads {
    /// These rows are read, each by any number of positions: projected once.
    Words(Vec<u32>),
    /// Every position has a row of its own.
    Vectors,
}

impl Work {
    /// Where the states of a direction stand in a row of the output.
    fn place(&self, direction: usize) -> Place {
        Place {
            output: self.output,
            units: self.units,
            width: self.shards.len() * self.units,
            offset: direction * self.units,
        }
    }

    /// The shape of the states.
    fn shape(&self) -> Shape {
        let width = self.shards.len() * self.units;
        match self.output {
            Output::Last => Shape::from((self.batch, width)),
            Output::All => Shape::from((self.batch, self.time, width)),
        }
    }
}

/// Runs a cell: table (inputs, features), weights (directions · G·H, features + H + biases) → hidden
/// states (batch, directions · H) or (batch, time, directions · H).
///
/// The weights hold, side by side, `weight_ih`, `weight_hh` and one bias or two, the directions one
/// below the other: an operation of candle takes three arguments at most.
///
/// # Errors
/// If the tensors are not contiguous f32 tensors on the CPU.
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
    /// Of each direction.
    saved: Mutex<Option<Vec<SavedDirection<G>>>>,
}

/// What the forward pass saves of a direction for the backward pass.
#[derive(Debug)]
struct SavedDirection<const G: usize> {
    /// Of each shard.
    activations: Vec<SavedActivations>,
    weights: PackedWeights<G>,
}

/// The numbers of a contiguous float tensor.
fn floats<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    match layout.contiguous_offsets() {
        Some((start, end)) => Ok(&storage.as_slice::<f32>()?[start..end]),
        None => candle_core::bail!("the fused layers need contiguous tensors"),
    }
}

/// Lends the numbers of a contiguous float tensor.
fn with_floats<T>(tensor: &Tensor, work: impl FnOnce(&[f32]) -> T) -> Result<T> {
    let (storage, layout) = tensor.storage_and_layout();
    let Storage::Cpu(storage) = &*storage else {
        candle_core::bail!("the fused layers compute on the CPU only");
    };
    Ok(work(floats(storage, layout)?))
}

/// The rows of a batch, each with the shard that works on it.
fn rows_of_shards<'a>(
    values: &'a mut [f32],
    row_len: usize,
    shards: &[Shard],
) -> Vec<Vec<&'a mut [f32]>> {
    let mut rows: Vec<&mut [f32]> = values.chunks_exact_mut(row_len).collect();
    let mut row = |batch_row: usize| mem::take(&mut rows[batch_row]);
    let of_shard =
        |shard: &Shard| shard.rows.iter().map(|of| row(of.batch_row)).collect();
    shards.iter().map(of_shard).collect()
}

impl<C: Cell<G>, const G: usize> GatedOperation<C, G> {
    /// Runs the shards of a direction forward.
    fn run_forward(
        &self,
        direction: usize,
        weights: &PackedWeights<G>,
        inputs: Inputs<'_>,
        states: &mut [f32],
    ) -> Vec<SavedActivations> {
        let shards = &self.work.shards[direction];
        let row_len = states.len() / self.work.batch;
        let states = rows_of_shards(states, row_len, shards);
        let saved = shards.par_iter().zip(states).map(|(shard, states)| {
            weights.kernel.registers.dispatch(Forward {
                cell: self.cell,
                shard,
                weights,
                inputs,
                saved: self.trains.then(|| self.work.pool.take()),
                states,
                place: self.work.place(direction),
            })
        });
        saved.flatten_iter().collect()
    }

    /// Runs the shards of a direction backward and adds up their gradients, always in the same
    /// order. The gradients with respect to the table are added to `d_table`, if they are asked for.
    fn run_backward(
        &self,
        direction: usize,
        saved: &SavedDirection<G>,
        table: &[f32],
        gradient: &[f32],
        mut d_table: Option<&mut [f32]>,
    ) -> PackedGradients {
        let Work {
            reads,
            batch,
            time,
            pool,
            ..
        } = &self.work;
        let features = saved.weights.features();
        let shards = &self.work.shards[direction];
        let inputs: Vec<InputsBack<'_>> = match reads {
            Reads::Words(rows) => {
                let floats = rows.len() * G * saved.weights.num_hiddens;
                let memory = || InputsBack::Projected(pool.take_projected(floats));
                shards.iter().map(|_| memory()).collect()
            }
            Reads::Vectors => {
                let mut gradients = d_table.as_deref_mut().map(|d_table| {
                    rows_of_shards(d_table, d_table.len() / batch, shards)
                });
                debug_assert_eq!(table.len(), batch * time * features);
                let of_shard = |shard: usize| InputsBack::Vectors {
                    values: table,
                    features,
                    gradients: gradients
                        .as_mut()
                        .map(|gradients| mem::take(&mut gradients[shard])),
                };
                (0..shards.len()).map(of_shard).collect()
            }
        };
        let shards = shards.par_iter().zip(&saved.activations).zip(inputs);
        let shards: Vec<ShardGradients> = shards
            .map(|((shard, activations), inputs)| {
                saved.weights.kernel.registers.dispatch(Backward {
                    cell: self.cell,
                    shard,
                    weights: &saved.weights,
                    saved: activations,
                    inputs,
                    gradient,
                    place: self.work.place(direction),
                })
            })
            .collect();
        let add_up = |mut total: ShardGradients, shard: ShardGradients| {
            total.add(&shard);
            pool.put_back_projected(shard.projected);
            total
        };
        let gradients = shards.into_iter().reduce(add_up).unwrap_or_default();
        let mut of_weights = gradients.weights;
        if let Reads::Words(rows) = reads {
            let projected = &gradients.projected;
            words_back(
                &saved.weights,
                table,
                rows,
                projected,
                &mut of_weights.input,
                d_table,
            );
            pool.put_back_projected(gradients.projected);
        }
        of_weights
    }
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
        let table = floats(table, table_layout)?;
        let layout = packing::Layout {
            features,
            units: self.work.units,
            width: weights_layout.shape().dims2()?.1,
            input_joins: C::INPUT_JOINS,
        };
        let weights = floats(weights, weights_layout)?;
        let of_direction = weights.len() / self.work.shards.len();
        let shape = self.work.shape();
        let mut states = vec![0.0; shape.elem_count()];
        let mut saved = Vec::new();
        for (direction, weights) in weights.chunks_exact(of_direction).enumerate() {
            let weights = PackedWeights::pack(layout, self.work.kernel, weights);
            let mut projected = Vec::new(); // (words, G·H)
            let inputs = match &self.work.reads {
                Reads::Words(rows) => {
                    let floats = rows.len() * G * weights.num_hiddens;
                    projected = self.work.pool.take_projected(floats);
                    project(&weights, table, rows, &mut projected);
                    Inputs::Projected(&projected)
                }
                Reads::Vectors => Inputs::Vectors {
                    values: table,
                    features,
                },
            };
            let activations =
                self.run_forward(direction, &weights, inputs, &mut states);
            self.work.pool.put_back_projected(projected);
            saved.push(SavedDirection {
                activations,
                weights,
            });
        }
        if self.trains {
            *locked(&self.saved) = Some(saved);
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
        let gradient = gradient.contiguous()?;
        let mut d_table = table.track_op().then(|| vec![0.0; table.elem_count()]);
        let mut d_weights = Vec::with_capacity(weights.elem_count());
        for (direction, saved) in saved.iter().enumerate() {
            let d_table = d_table.as_deref_mut();
            let gradients = with_floats(table, |table| {
                with_floats(&gradient, |gradient| {
                    self.run_backward(direction, saved, table, gradient, d_table)
                })
            })??;
            saved.weights.unpack(&gradients, &mut d_weights);
        }
        let activations = saved.into_iter().flat_map(|saved| saved.activations);
        self.work.pool.put_back(activations);
        let like = |values: Vec<f32>, tensor: &Tensor| {
            Tensor::from_vec(values, tensor.shape(), &Device::Cpu)
        };
        let d_table = d_table.map(|d_table| like(d_table, table)).transpose()?;
        Ok((d_table, Some(like(d_weights, weights)?)))
    }
}

impl ShardGradients {
    /// Adds another shard's.
    fn add(&mut self, shard: &Self) {
        let (sum, other) = (&mut self.weights, &shard.weights);
        add_in_parallel(&mut sum.input.weights, &other.input.weights);
        add_in_parallel(&mut sum.input.bias, &other.input.bias);
        add_in_parallel(&mut sum.recurrent, &other.recurrent);
        add_in_parallel(&mut sum.second_bias, &other.second_bias);
        add_in_parallel(&mut self.projected, &shard.projected);
    }
}

/// How many numbers a thread adds at once: enough to be worth handing to it.
const PIECE: usize = 1 << 14;

/// sum += values, elementwise, with all threads.
fn add_in_parallel(sum: &mut [f32], values: &[f32]) {
    let pieces = sum.par_chunks_mut(PIECE).zip(values.par_chunks(PIECE));
    pieces.for_each(|(sum, values)| add(sum, values));
}
