//! The recurrence over one shard, forward and backward.
//!
//! Rows of units are whole numbers of vector registers
//! ([`UNIT_BLOCK`](crate::packing::UNIT_BLOCK)): the loops over registers have no remainders.

use pulp::{Simd, WithSimd};

use crate::cell::{Cell, Saved, State};
use crate::packing::{PackedWeights, panels};
use crate::product::{OuterProduct, Rows, add};
use crate::saved::SavedActivations;
use crate::schedule::Shard;

/// The forward pass over a shard.
pub(crate) struct Forward<'a, C, const G: usize> {
    pub(crate) cell: C,
    pub(crate) shard: &'a Shard,
    pub(crate) weights: &'a PackedWeights<G>,
    /// `W·x + b` of every different input: (inputs, G·H), packed.
    pub(crate) projected: &'a [f32],
    /// Where to save what the backward pass needs, and every hidden state.
    pub(crate) saved: Option<SavedActivations>,
}

/// What the forward pass over a shard gives.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The hidden state after the last step: (slots, H).
    pub(crate) last_hidden_state: Vec<f32>,
    /// Saved where asked for.
    pub(crate) saved: Option<SavedActivations>,
}

impl<C: Cell<G>, const G: usize> WithSimd for Forward<'_, C, G> {
    type Output = Outcome;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) -> Outcome {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let slots = shard.slots();
        if let Some(saved) = &mut self.saved {
            saved.make_room(shard.positions(), G, h);
        }
        // The state before the step, then after it; a slot that has not started yet holds zeros.
        let mut hidden_state = vec![0.0; slots * h];
        let mut cell_state = vec![0.0; slots * h];
        // A step's gates, where they need not be saved.
        let mut scratch = vec![0.0; slots * G * h];
        for step in 0..shard.time() {
            let active = shard.active(step);
            if step > 0 && shard.chain {
                // These rows have read nothing but pads so far, from a state of zeros, just as the
                // chain in slot 0 has. So their state is the chain's, bit for bit, and a copy of it
                // stands for all the steps that were not worked on for them.
                for slot in shard.active(step - 1)..active {
                    hidden_state.copy_within(0..h, slot * h);
                    cell_state.copy_within(0..h, slot * h);
                }
            }
            let positions = shard.offsets[step]..shard.offsets[step + 1];
            let states = positions.start * h..positions.end * h;
            let (gates, extra) = match &mut self.saved {
                Some(saved) => {
                    saved.hidden_state_before[states.clone()]
                        .copy_from_slice(&hidden_state[..active * h]);
                    let gates = &mut saved.gates[states.start * G..states.end * G];
                    (gates, &mut saved.extra[states])
                }
                None => (&mut scratch[..active * G * h], &mut [][..]),
            };
            let step = ForwardStep {
                cell: self.cell,
                projected: self.projected,
                inputs: &shard.inputs[positions],
                weights: self.weights,
                hidden_state: &mut hidden_state,
                cell_state: &mut cell_state,
                gates,
                extra,
            };
            step.run(simd);
        }
        Outcome {
            last_hidden_state: hidden_state,
            saved: self.saved,
        }
    }
}

/// One step of all active slots.
struct ForwardStep<'a, C, const G: usize> {
    cell: C,
    projected: &'a [f32],
    inputs: &'a [u32],
    weights: &'a PackedWeights<G>,
    /// (slots, H), like `cell_state`.
    hidden_state: &'a mut [f32],
    cell_state: &'a mut [f32],
    /// (active slots, G·H): first the pre-activations, then the gates.
    gates: &'a mut [f32],
    /// (active slots, H), or empty where nothing is saved.
    extra: &'a mut [f32],
}

impl<'a, C: Cell<G>, const G: usize> ForwardStep<'a, C, G> {
    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        let (active, h) = (self.inputs.len(), self.weights.num_hiddens);
        for slot in 0..active {
            self.start_pre_activations::<S>(slot);
        }
        let hidden_state = Rows {
            values: &self.hidden_state[..active * h],
            stride: h,
        };
        hidden_state.add_product(simd, &self.weights.forward, G * h, self.gates);
        for slot in 0..active {
            self.activate(simd, slot);
        }
    }

    /// The projected input that the slot reads: (G·H).
    fn projected_input(&self, slot: usize) -> &'a [f32] {
        let width = G * self.weights.num_hiddens;
        let start = self.inputs[slot] as usize * width;
        &self.projected[start..start + width]
    }

    /// The pre-activations start from the projected input, those that it does not join from the
    /// second bias. The input's row lies anywhere in memory; read from end to end it arrives fastest.
    #[inline(always)]
    fn start_pre_activations<S: Simd>(&mut self, slot: usize) {
        let from_input = self.projected_input(slot);
        let width = from_input.len();
        let pre_activations = &mut self.gates[slot * width..(slot + 1) * width];
        pre_activations.copy_from_slice(from_input);
        if C::INPUT_JOINS.contains(&false) {
            let bias = panels::<S, G>(&self.weights.second_bias);
            let pre_activations = S::as_mut_simd_f32s(pre_activations).0;
            let pre_activations = pre_activations.as_chunks_mut::<G>().0;
            for (pre_activations, bias) in pre_activations.iter_mut().zip(bias) {
                for gate in 0..G {
                    if !C::INPUT_JOINS[gate] {
                        pre_activations[gate] = bias[gate];
                    }
                }
            }
        }
    }

    /// From a slot's pre-activations to its gates and its state after the step.
    #[inline(always)]
    fn activate<S: Simd>(&mut self, simd: S, slot: usize) {
        let h = self.weights.num_hiddens;
        let from_input = panels::<S, G>(self.projected_input(slot));
        let state = slot * h..(slot + 1) * h;
        let hidden_state =
            S::as_mut_simd_f32s(&mut self.hidden_state[state.clone()]).0;
        let cell_state = S::as_mut_simd_f32s(&mut self.cell_state[state.clone()]).0;
        let gates =
            S::as_mut_simd_f32s(&mut self.gates[state.start * G..state.end * G]).0;
        let extra = self.extra.get_mut(state).unwrap_or_default();
        let extra = S::as_mut_simd_f32s(extra).0;
        for (block, gates) in gates.as_chunks_mut::<G>().0.iter_mut().enumerate() {
            let before = State {
                hidden_state: hidden_state[block],
                cell_state: cell_state[block],
            };
            let step = self.cell.forward(simd, from_input[block], *gates, before);
            hidden_state[block] = step.after.hidden_state;
            cell_state[block] = step.after.cell_state;
            *gates = step.saved.gates;
            if let Some(extra) = extra.get_mut(block) {
                *extra = step.saved.extra;
            }
        }
    }
}

/// The least number of positions whose gradients are added to those of the weights at once: enough
/// to outweigh reading and writing the sum, few enough to stay in the cache until then.
const BLOCK: usize = 64;

/// The backward pass over a shard.
pub(crate) struct Backward<'a, C, const G: usize> {
    pub(crate) cell: C,
    pub(crate) shard: &'a Shard,
    pub(crate) weights: &'a PackedWeights<G>,
    pub(crate) saved: &'a SavedActivations,
    /// The number of different inputs.
    pub(crate) inputs: usize,
    /// Adds the gradient with respect to what the layer returned of a slot's hidden state after a
    /// step: (step, slot, sum).
    pub(crate) add_output_gradient: &'a (dyn Fn(usize, usize, &mut [f32]) + Sync),
}

/// What the backward pass over a shard gives: gradients, all packed.
#[derive(Debug, Default)]
pub(crate) struct ShardGradients {
    /// With respect to the projected inputs: (inputs, G·H).
    pub(crate) projected: Vec<f32>,
    /// With respect to U: (H, G·H).
    pub(crate) recurrent: Vec<f32>,
    /// With respect to the second bias: (G·H).
    pub(crate) second_bias: Vec<f32>,
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
            second_bias: vec![0.0; columns],
        };
        let mut d_hidden_state = vec![0.0; shard.slots() * h];
        let mut d_cell_state = vec![0.0; shard.slots() * h];
        // One register more than a row needs: rows a power of two apart would all compete for the
        // same few places of the cache.
        let stride = columns + S::F32_LANES;
        let mut d_pre_activations: Vec<f32> = Vec::new(); // (positions of the block, stride)
        let mut end = shard.time();
        while end > 0 {
            let start = self.block_before(end);
            let first = shard.offsets[start];
            d_pre_activations.resize((shard.offsets[end] - first) * stride, 0.0);
            for step in (start..end).rev() {
                let from = (shard.offsets[step] - first) * stride;
                let to = (shard.offsets[step + 1] - first) * stride;
                self.step_back(
                    simd,
                    step,
                    (&mut d_pre_activations[from..to], stride),
                    (&mut d_hidden_state, &mut d_cell_state),
                    &mut gradients.projected,
                );
            }
            let states = first * h..shard.offsets[end] * h;
            let block = OuterProduct {
                left: &self.saved.hidden_state_before[states],
                num_hiddens: h,
                right: &d_pre_activations,
                stride,
                sum: &mut gradients.recurrent,
            };
            block.add(simd);
            if C::INPUT_JOINS.contains(&false) {
                for row in d_pre_activations.chunks_exact(stride) {
                    add(&mut gradients.second_bias, &row[..columns]);
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

    /// From the gradients with respect to the state after a step to those with respect to the state
    /// before it.
    #[inline(always)]
    fn step_back<S: Simd>(
        &self,
        simd: S,
        step: usize,
        (d_pre_activations, stride): (&mut [f32], usize),
        (d_hidden_state, d_cell_state): (&mut [f32], &mut [f32]),
        d_projected: &mut [f32],
    ) {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let active = shard.active(step);
        for slot in 0..active {
            let state = slot * h..(slot + 1) * h;
            (self.add_output_gradient)(
                step,
                slot,
                &mut d_hidden_state[state.clone()],
            );
            let position = shard.offsets[step] + slot;
            let saved = position * h..(position + 1) * h;
            let gates = saved.start * G..saved.end * G;
            let input = shard.inputs[position] as usize;
            let back = SlotBack {
                cell: self.cell,
                gates: &self.saved.gates[gates],
                extra: &self.saved.extra[saved.clone()],
                hidden_state_before: &self.saved.hidden_state_before[saved],
                d_hidden_state: &mut d_hidden_state[state.clone()],
                d_cell_state: &mut d_cell_state[state],
                d_pre_activations: &mut d_pre_activations
                    [slot * stride..slot * stride + G * h],
                d_projected: &mut d_projected[input * G * h..(input + 1) * G * h],
            };
            back.run::<S, G>(simd);
        }
        if step == 0 {
            return;
        }
        let d_pre_activations = Rows {
            values: d_pre_activations,
            stride,
        };
        // (active slots, G·H) × (G·H, H)
        d_pre_activations.add_product(
            simd,
            &self.weights.backward,
            h,
            &mut d_hidden_state[..active * h],
        );
        for slot in shard.active(step - 1)..active {
            branch(shard.chain, d_hidden_state, slot, h);
            branch(shard.chain, d_cell_state, slot, h);
        }
    }
}

/// One position, before the gradients go through U.
struct SlotBack<'a, C> {
    cell: C,
    gates: &'a [f32],
    extra: &'a [f32],
    hidden_state_before: &'a [f32],
    d_hidden_state: &'a mut [f32],
    d_cell_state: &'a mut [f32],
    d_pre_activations: &'a mut [f32],
    d_projected: &'a mut [f32],
}

impl<C> SlotBack<'_, C> {
    #[inline(always)]
    fn run<S: Simd, const G: usize>(self, simd: S)
    where
        C: Cell<G>,
    {
        let gates = panels::<S, G>(self.gates);
        let extra = S::as_simd_f32s(self.extra).0;
        let hidden_state_before = S::as_simd_f32s(self.hidden_state_before).0;
        let d_hidden_state = S::as_mut_simd_f32s(self.d_hidden_state).0;
        let d_cell_state = S::as_mut_simd_f32s(self.d_cell_state).0;
        let d_pre_activations = S::as_mut_simd_f32s(self.d_pre_activations).0;
        let d_pre_activations = d_pre_activations.as_chunks_mut::<G>().0;
        let d_projected = S::as_mut_simd_f32s(self.d_projected).0;
        let d_projected = d_projected.as_chunks_mut::<G>().0;
        for (block, (d_pre_activations, d_projected)) in
            d_pre_activations.iter_mut().zip(d_projected).enumerate()
        {
            let saved = Saved {
                gates: gates[block],
                extra: extra[block],
            };
            let d_after = State {
                hidden_state: without_denormals(simd, d_hidden_state[block]),
                cell_state: without_denormals(simd, d_cell_state[block]),
            };
            let gradients =
                self.cell
                    .backward(simd, saved, hidden_state_before[block], d_after);
            *d_pre_activations = gradients.pre_activations;
            for (sum, gradient) in d_projected.iter_mut().zip(gradients.from_input) {
                *sum = simd.add_f32s(*sum, gradient);
            }
            d_hidden_state[block] = gradients.before.hidden_state;
            d_cell_state[block] = gradients.before.cell_state;
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

/// What a row's first step hands back goes to the chain whose state it started from: the chain's
/// state was used by each of those rows, so it receives the sum of their gradients. Without a chain
/// the row started from zeros, which need no gradient.
fn branch(chain: bool, gradients: &mut [f32], slot: usize, h: usize) {
    let (before, row) = gradients.split_at_mut(slot * h);
    let row = &mut row[..h];
    if chain {
        add(&mut before[..h], row);
    }
    row.fill(0.0);
}
