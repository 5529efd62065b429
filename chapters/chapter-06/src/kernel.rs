//! The recurrence over one shard, forward and backward.

use std::marker::PhantomData;

use pulp::{Simd, WithSimd};

use crate::cell::{Cell, Kept, State};
use crate::product::{OuterProduct, PackedWeights, Rows, panels};
use crate::schedule::Shard;

/// What the backward pass needs of each position: for `G` gates, (`G` + 2)·H floats, at most 6·H.
///
/// A tape is used again for the next batch: memory that is new costs more time than it holds
/// numbers, since the operating system hands it out page by page, each filled with zeros.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    /// The gates after their activation: (positions, G·H), packed.
    gates: Vec<f32>,
    /// The LSTM's cell state before the step, the GRU's candidate: (positions, H).
    extra: Vec<f32>,
    /// The hidden state before the step: (positions, H).
    pub(crate) hidden_before: Vec<f32>,
}

impl Tape {
    /// Makes room for so many positions. What an earlier batch left there is written over before it
    /// is read.
    fn make_room(&mut self, positions: usize, gates: usize, h: usize) {
        let grow = |values: &mut Vec<f32>, length| {
            if values.len() < length {
                values.resize(length, 0.0);
            }
        };
        grow(&mut self.gates, positions * gates * h);
        grow(&mut self.extra, positions * h);
        grow(&mut self.hidden_before, positions * h);
    }

    /// How many floats it holds.
    pub(crate) fn floats(&self) -> usize {
        self.gates.len() + self.extra.len() + self.hidden_before.len()
    }
}

/// The forward pass over a shard.
pub(crate) struct Forward<'a, C, const G: usize> {
    pub(crate) cell: PhantomData<C>,
    pub(crate) shard: &'a Shard,
    pub(crate) weights: &'a PackedWeights,
    /// `W·x + b` of every different input: (inputs, G·H), packed.
    pub(crate) projected: &'a [f32],
    /// The second bias where the cell has one, else zeros: (G·H), packed.
    pub(crate) bias: &'a [f32],
    /// Where to keep what the backward pass needs, and every hidden state.
    pub(crate) tape: Option<Tape>,
}

/// What the forward pass over a shard gives.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The hidden state after the last step: (slots, H).
    pub(crate) last_hidden: Vec<f32>,
    /// Kept where asked for.
    pub(crate) tape: Option<Tape>,
}

impl<C: Cell<G>, const G: usize> WithSimd for Forward<'_, C, G> {
    type Output = Outcome;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) -> Outcome {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let slots = shard.slots();
        if let Some(tape) = &mut self.tape {
            tape.make_room(shard.positions(), G, h);
        }
        // The state before the step, then after it; a slot that has not started yet holds zeros.
        let mut hidden = vec![0.0; slots * h];
        let mut cell = vec![0.0; slots * h];
        // A step's gates, where they need not be kept.
        let mut scratch = vec![0.0; slots * G * h];
        for step in 0..shard.time() {
            let live = shard.live(step);
            if step > 0 && shard.chain {
                for slot in shard.live(step - 1)..live {
                    hidden.copy_within(0..h, slot * h);
                    cell.copy_within(0..h, slot * h);
                }
            }
            let positions = shard.offsets[step]..shard.offsets[step + 1];
            let states = positions.start * h..positions.end * h;
            let (gates, extra) = match &mut self.tape {
                Some(tape) => {
                    tape.hidden_before[states.clone()]
                        .copy_from_slice(&hidden[..live * h]);
                    let gates = &mut tape.gates[states.start * G..states.end * G];
                    (gates, &mut tape.extra[states])
                }
                None => (&mut scratch[..live * G * h], &mut [][..]),
            };
            let step = ForwardStep::<C, G> {
                cell_kind: PhantomData,
                projected: self.projected,
                bias: self.bias,
                inputs: &shard.inputs[positions],
                weights: self.weights,
                hidden: &mut hidden,
                cell: &mut cell,
                gates,
                extra,
            };
            step.run(simd);
        }
        Outcome {
            last_hidden: hidden,
            tape: self.tape,
        }
    }
}

/// One step of all live slots.
struct ForwardStep<'a, C, const G: usize> {
    cell_kind: PhantomData<C>,
    projected: &'a [f32],
    bias: &'a [f32],
    inputs: &'a [u32],
    weights: &'a PackedWeights,
    /// (slots, H), like `cell`.
    hidden: &'a mut [f32],
    cell: &'a mut [f32],
    /// (live slots, G·H): first the sums, then the gates.
    gates: &'a mut [f32],
    /// (live slots, H), or empty where nothing is kept.
    extra: &'a mut [f32],
}

impl<'a, C: Cell<G>, const G: usize> ForwardStep<'a, C, G> {
    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        let (live, h) = (self.inputs.len(), self.weights.num_hiddens);
        for slot in 0..live {
            self.start_sums::<S>(slot);
        }
        let hidden = Rows {
            values: &self.hidden[..live * h],
            stride: h,
        };
        hidden.add_product(simd, &self.weights.forward, G * h, self.gates);
        for slot in 0..live {
            self.activate(simd, slot);
        }
    }

    /// The projected input that the slot reads: (G·H).
    fn projected_input(&self, slot: usize) -> &'a [f32] {
        let width = G * self.weights.num_hiddens;
        let start = self.inputs[slot] as usize * width;
        &self.projected[start..start + width]
    }

    /// The sums start from the projected input, those of the gates that it does not join from the
    /// second bias. The input's row lies anywhere in memory; read from end to end it arrives fastest.
    #[inline(always)]
    fn start_sums<S: Simd>(&mut self, slot: usize) {
        let from_input = self.projected_input(slot);
        let width = from_input.len();
        let sums = &mut self.gates[slot * width..(slot + 1) * width];
        sums.copy_from_slice(from_input);
        if C::SUMMED.contains(&false) {
            let bias = panels::<S, G>(self.bias);
            let sums = S::as_mut_simd_f32s(sums).0.as_chunks_mut::<G>().0;
            for (sums, bias) in sums.iter_mut().zip(bias) {
                for gate in 0..G {
                    if !C::SUMMED[gate] {
                        sums[gate] = bias[gate];
                    }
                }
            }
        }
    }

    /// From a slot's sums to its gates and its state after the step.
    #[inline(always)]
    fn activate<S: Simd>(&mut self, simd: S, slot: usize) {
        let h = self.weights.num_hiddens;
        let from_input = panels::<S, G>(self.projected_input(slot));
        let state = slot * h..(slot + 1) * h;
        let hidden = S::as_mut_simd_f32s(&mut self.hidden[state.clone()]).0;
        let cell = S::as_mut_simd_f32s(&mut self.cell[state.clone()]).0;
        let gates =
            S::as_mut_simd_f32s(&mut self.gates[state.start * G..state.end * G]).0;
        let extra = self.extra.get_mut(state).unwrap_or_default();
        let extra = S::as_mut_simd_f32s(extra).0;
        for (block, gates) in gates.as_chunks_mut::<G>().0.iter_mut().enumerate() {
            let before = State {
                hidden: hidden[block],
                cell: cell[block],
            };
            let step = C::forward(simd, from_input[block], *gates, before);
            hidden[block] = step.after.hidden;
            cell[block] = step.after.cell;
            *gates = step.kept.gates;
            if let Some(extra) = extra.get_mut(block) {
                *extra = step.kept.extra;
            }
        }
    }
}

/// The least number of positions whose gradients are added to those of the weights at once: enough
/// to outweigh reading and writing the sums, few enough to stay in the cache until then.
const BLOCK: usize = 64;

/// The backward pass over a shard.
pub(crate) struct Backward<'a, C, const G: usize> {
    pub(crate) cell: PhantomData<C>,
    pub(crate) shard: &'a Shard,
    pub(crate) weights: &'a PackedWeights,
    pub(crate) tape: &'a Tape,
    /// The number of different inputs.
    pub(crate) inputs: usize,
    /// The gradient with respect to the hidden state after each step of each slot, added to by
    /// `add_output_gradient(step, slot, hidden_gradient)`.
    pub(crate) add_output_gradient: &'a (dyn Fn(usize, usize, &mut [f32]) + Sync),
}

/// What the backward pass over a shard gives, all packed.
#[derive(Debug, Default)]
pub(crate) struct ShardGradients {
    /// Of the projected inputs: (inputs, G·H).
    pub(crate) projected: Vec<f32>,
    /// Of U: (H, G·H).
    pub(crate) recurrent: Vec<f32>,
    /// Of the second bias: (G·H).
    pub(crate) bias: Vec<f32>,
}

impl<C: Cell<G>, const G: usize> WithSimd for Backward<'_, C, G> {
    type Output = ShardGradients;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> ShardGradients {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let columns = G * h;
        let mut gradients = ShardGradients {
            projected: vec![0.0; self.inputs * columns],
            recurrent: vec![0.0; h * columns],
            bias: vec![0.0; columns],
        };
        let mut d_hidden = vec![0.0; shard.slots() * h];
        let mut d_cell = vec![0.0; shard.slots() * h];
        // One vector more than a row needs: rows a power of two apart would all compete for the same
        // few places of the cache.
        let stride = columns + S::F32_LANES;
        let mut d_sums: Vec<f32> = Vec::new(); // (positions of the block, stride)
        let mut end = shard.time();
        while end > 0 {
            let start = self.block_before(end);
            let first = shard.offsets[start];
            d_sums.resize((shard.offsets[end] - first) * stride, 0.0);
            for step in (start..end).rev() {
                let place = (shard.offsets[step] - first) * stride;
                let d_sums =
                    &mut d_sums[place..(shard.offsets[step + 1] - first) * stride];
                self.step_back(
                    simd,
                    step,
                    (d_sums, stride),
                    (&mut d_hidden, &mut d_cell),
                    &mut gradients.projected,
                );
            }
            let block = OuterProduct {
                left: &self.tape.hidden_before[first * h..shard.offsets[end] * h],
                num_hiddens: h,
                right: &d_sums,
                stride,
                sum: &mut gradients.recurrent,
            };
            block.add(simd);
            if C::SUMMED.contains(&false) {
                for row in d_sums.chunks_exact(stride) {
                    add(&mut gradients.bias, &row[..columns]);
                }
            }
            end = start;
        }
        gradients
    }
}

impl<C: Cell<G>, const G: usize> Backward<'_, C, G> {
    /// The first step of the block that ends before `end`.
    fn block_before(&self, end: usize) -> usize {
        let offsets = &self.shard.offsets;
        let starts = (0..end).rev();
        let mut long_enough =
            starts.filter(|start| offsets[end] - offsets[*start] >= BLOCK);
        long_enough.next().unwrap_or(0)
    }

    /// From the gradients of the state after a step to those of the state before it.
    #[inline(always)]
    fn step_back<S: Simd>(
        &self,
        simd: S,
        step: usize,
        (d_sums, stride): (&mut [f32], usize),
        (d_hidden, d_cell): (&mut [f32], &mut [f32]),
        d_projected: &mut [f32],
    ) {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let live = shard.live(step);
        for slot in 0..live {
            let state = slot * h..(slot + 1) * h;
            (self.add_output_gradient)(step, slot, &mut d_hidden[state.clone()]);
            let position = shard.offsets[step] + slot;
            let input = shard.inputs[position] as usize;
            let back = SlotBack {
                gates: &self.tape.gates[position * G * h..(position + 1) * G * h],
                extra: &self.tape.extra[position * h..(position + 1) * h],
                hidden_before: &self.tape.hidden_before
                    [position * h..(position + 1) * h],
                d_hidden: &mut d_hidden[state.clone()],
                d_cell: &mut d_cell[state],
                d_sums: &mut d_sums[slot * stride..slot * stride + G * h],
                d_projected: &mut d_projected[input * G * h..(input + 1) * G * h],
            };
            back.run::<S, C, G>(simd);
        }
        if step == 0 {
            return;
        }
        let d_sums = Rows {
            values: d_sums,
            stride,
        };
        // (live slots, G·H) × (G·H, H)
        d_sums.add_product(
            simd,
            &self.weights.backward,
            h,
            &mut d_hidden[..live * h],
        );
        for slot in shard.live(step - 1)..live {
            branch(shard.chain, d_hidden, slot, h);
            branch(shard.chain, d_cell, slot, h);
        }
    }
}

/// One position, before the gradients go through U.
struct SlotBack<'a> {
    gates: &'a [f32],
    extra: &'a [f32],
    hidden_before: &'a [f32],
    d_hidden: &'a mut [f32],
    d_cell: &'a mut [f32],
    d_sums: &'a mut [f32],
    d_projected: &'a mut [f32],
}

impl SlotBack<'_> {
    #[inline(always)]
    fn run<S: Simd, C: Cell<G>, const G: usize>(self, simd: S) {
        let gates = panels::<S, G>(self.gates);
        let extra = S::as_simd_f32s(self.extra).0;
        let hidden_before = S::as_simd_f32s(self.hidden_before).0;
        let d_hidden = S::as_mut_simd_f32s(self.d_hidden).0;
        let d_cell = S::as_mut_simd_f32s(self.d_cell).0;
        let d_sums = S::as_mut_simd_f32s(self.d_sums).0.as_chunks_mut::<G>().0;
        let d_projected = S::as_mut_simd_f32s(self.d_projected).0;
        let d_projected = d_projected.as_chunks_mut::<G>().0;
        for (block, (d_sums, d_projected)) in
            d_sums.iter_mut().zip(d_projected).enumerate()
        {
            let kept = Kept {
                gates: gates[block],
                extra: extra[block],
            };
            let after = State {
                hidden: without_denormals(simd, d_hidden[block]),
                cell: without_denormals(simd, d_cell[block]),
            };
            let gradients = C::backward(simd, kept, hidden_before[block], after);
            *d_sums = gradients.sums;
            for (sum, gradient) in d_projected.iter_mut().zip(gradients.from_input) {
                *sum = simd.add_f32s(*sum, gradient);
            }
            d_hidden[block] = gradients.before.hidden;
            d_cell[block] = gradients.before.cell;
        }
    }
}

/// Gradients smaller than this are taken for zero. They fade on their way back through time; below
/// 10⁻³⁸ a float is *denormal*, and a product of such numbers takes an Intel processor a hundred times
/// as long.
const SMALLEST: f32 = 1e-25;

/// x, but zero where |x| < [`SMALLEST`].
#[inline(always)]
fn without_denormals<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let zero = simd.splat_f32s(0.0);
    let small = simd.less_than_f32s(simd.abs_f32s(x), simd.splat_f32s(SMALLEST));
    simd.select_f32s(small, zero, x)
}

/// What a row's first step hands back goes to the chain it branched off from, or to nobody.
fn branch(chain: bool, gradients: &mut [f32], slot: usize, h: usize) {
    let (before, row) = gradients.split_at_mut(slot * h);
    let row = &mut row[..h];
    if chain {
        add(&mut before[..h], row);
    }
    row.fill(0.0);
}

/// sum += values.
fn add(sum: &mut [f32], values: &[f32]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}
