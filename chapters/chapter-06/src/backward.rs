//! The recurrence over one shard, backward.

use std::mem;

use pulp::{Simd, WithSimd};

use crate::cell::{Cell, Saved, State};
use crate::inputs::{InputBlock, input_gradients};
use crate::packing::{PackedGradients, PackedWeights, panels};
use crate::product::{OuterProduct, Rows, Start, add, add_rows};
use crate::saved::SavedActivations;
use crate::schedule::Shard;
use crate::states::Place;

/// The backward pass over a shard.
pub(crate) struct Backward<'a, C, const G: usize> {
    pub(crate) cell: C,
    pub(crate) shard: &'a Shard,
    pub(crate) weights: &'a PackedWeights<G>,
    pub(crate) saved: &'a SavedActivations,
    pub(crate) inputs: InputsBack<'a>,
    /// With respect to what the operation returned.
    pub(crate) gradient: &'a [f32],
    /// Where in it this direction's states stand.
    pub(crate) place: Place,
}

/// What a shard has read, and where the gradients with respect to it go.
#[derive(Debug)]
pub(crate) enum InputsBack<'a> {
    /// Projected inputs. Memory for the gradients with respect to them, which are part of the shard's.
    Projected(Vec<f32>),
    /// Inputs that are all different.
    Vectors {
        /// (batch · time, features)
        values: &'a [f32],
        features: usize,
        /// For each row of the shard, the gradients with respect to its inputs, to be added to:
        /// (time, features). None where nobody asks for them.
        gradients: Option<Vec<&'a mut [f32]>>,
    },
}

/// What the backward pass over a shard gives: gradients, all packed.
#[derive(Debug, Default)]
pub(crate) struct ShardGradients {
    /// With respect to the weights; to those of the input only where a shard projects its own.
    pub(crate) weights: PackedGradients,
    /// With respect to the projected inputs: (inputs, G·H), or empty.
    pub(crate) projected: Vec<f32>,
}

/// The gradients of a block of steps.
struct Block {
    /// The position that the block starts from.
    first: usize,
    /// With respect to the pre-activations: (positions of the block, stride).
    pre_activations: Vec<f32>,
    /// With respect to the projected inputs, where they are not the same: (positions of the block,
    /// stride).
    projected: Vec<f32>,
    /// One register more than a row needs: rows a power of two apart would all compete for the same
    /// few places of the cache.
    stride: usize,
}

/// Gradients with respect to the states: (slots, H).
struct StateGradients {
    hidden_state: Vec<f32>,
    cell_state: Vec<f32>,
}

impl<C: Cell<G>, const G: usize> WithSimd for Backward<'_, C, G> {
    type Output = ShardGradients;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) -> ShardGradients {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let columns = G * h;
        let mut gradients = ShardGradients {
            weights: self.weights.zeros(),
            projected: match &mut self.inputs {
                InputsBack::Projected(memory) => mem::take(memory),
                InputsBack::Vectors { .. } => Vec::new(),
            },
        };
        gradients.projected.fill(0.0);
        let mut d_states = StateGradients {
            hidden_state: vec![0.0; shard.slots() * h],
            cell_state: vec![0.0; shard.slots() * h],
        };
        let mut d_block = Block {
            first: 0,
            pre_activations: Vec::new(),
            projected: Vec::new(),
            stride: columns + S::F32_LANES,
        };
        let mut block_inputs = InputBlock::new(self.weights.num_features);
        let mut d_inputs = Vec::new();
        for block in shard.blocks().into_iter().rev() {
            let positions = shard.positions_of(block.clone());
            d_block.first = positions.start;
            d_block
                .pre_activations
                .resize(positions.len() * d_block.stride, 0.0);
            if !C::all_join() {
                d_block.projected.clear();
                d_block
                    .projected
                    .resize(positions.len() * d_block.stride, 0.0);
            }
            // ANCHOR: block
            // Back through time: from the gradients with respect to the states to
            // those with respect to the pre-activations.
            for step in block.rev() {
                let projected = &mut gradients.projected;
                self.step_back(simd, step, &mut d_block, &mut d_states, projected);
            }

            // From those to the gradient with respect to U, the block at once.
            let states = positions.start * h..positions.end * h;
            let d_pre_activations = d_block.rows(&d_block.pre_activations);
            let product = OuterProduct {
                left: Rows {
                    values: &self.saved.hidden_state_before[states],
                    stride: h,
                },
                right: d_pre_activations,
                sum: &mut gradients.weights.recurrent,
                columns,
            };
            product.add(simd); // (positions, H)ᵀ × (positions, G·H)
            // ANCHOR_END: block
            if !C::all_join() {
                add_rows(&mut gradients.weights.second_bias, d_pre_activations);
            }

            // And with respect to W, b and the inputs.
            let InputsBack::Vectors {
                values,
                features,
                gradients: of_inputs,
            } = &mut self.inputs
            else {
                continue;
            };
            let d_projected = match C::all_join() {
                true => d_pre_activations,
                false => d_block.rows(&d_block.projected),
            };
            let rows = &shard.inputs[positions.clone()];
            block_inputs.gather(values, *features, rows);
            let of_input = &mut gradients.weights.input;
            block_inputs.add_gradients(simd, d_projected, of_input);
            if let Some(of_inputs) = of_inputs {
                input_gradients(simd, self.weights, d_projected, &mut d_inputs);
                let d_inputs = d_inputs.chunks_exact(self.weights.num_features);
                hand_out(shard, positions.start, d_inputs, of_inputs, *features);
            }
        }
        gradients
    }
}

/// Adds the gradients with respect to the inputs of positions from `first` on to those of the rows.
fn hand_out<'a>(
    shard: &Shard,
    first: usize,
    d_inputs: impl Iterator<Item = &'a [f32]>,
    of_rows: &mut [&mut [f32]],
    features: usize,
) {
    let time = shard.time();
    for (position, d_input) in (first..).zip(d_inputs) {
        // Without a chain, a step's slots are the rows.
        let step = shard.offsets.partition_point(|offset| *offset <= position) - 1;
        let place = shard.inputs[position] as usize % time * features;
        let row = &mut of_rows[position - shard.offsets[step]];
        add(&mut row[place..place + features], &d_input[..features]);
    }
}

impl Block {
    fn rows<'a>(&self, values: &'a [f32]) -> Rows<'a> {
        Rows {
            values,
            stride: self.stride,
        }
    }
}

impl<C: Cell<G>, const G: usize> Backward<'_, C, G> {
    /// From the gradients with respect to the state after a step to those with respect to the state
    /// before it.
    #[inline(always)]
    fn step_back<S: Simd>(
        &self,
        simd: S,
        step: usize,
        d_block: &mut Block,
        d_states: &mut StateGradients,
        d_all_projected: &mut [f32],
    ) {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let stride = d_block.stride;
        let d_hidden_state = &mut d_states.hidden_state;
        let d_cell_state = &mut d_states.cell_state;
        self.place
            .add_gradients(shard, step, self.gradient, d_hidden_state, h);
        let positions = shard.positions_of(step..step + 1);
        let active = positions.len();
        for (slot, position) in positions.clone().enumerate() {
            let state = slot * h..(slot + 1) * h;
            let saved = position * h..(position + 1) * h;
            let gates = saved.start * G..saved.end * G;
            let in_block = (position - d_block.first) * stride;
            let in_block = in_block..in_block + G * h;
            let d_projected = match self.inputs {
                InputsBack::Projected(_) => {
                    let input = shard.inputs[position] as usize;
                    &mut d_all_projected[input * G * h..(input + 1) * G * h]
                }
                InputsBack::Vectors { .. } if C::all_join() => &mut [],
                InputsBack::Vectors { .. } => {
                    &mut d_block.projected[in_block.clone()]
                }
            };
            let back = SlotBack {
                cell: self.cell,
                gates: &self.saved.gates[gates],
                extra: &self.saved.extra[saved.clone()],
                hidden_state_before: &self.saved.hidden_state_before[saved],
                d_hidden_state: &mut d_hidden_state[state.clone()],
                d_cell_state: &mut d_cell_state[state],
                d_pre_activations: &mut d_block.pre_activations[in_block],
                d_projected,
            };
            back.run::<S, G>(simd);
        }
        if step == 0 {
            return;
        }
        let of_step = (positions.start - d_block.first) * stride
            ..(positions.end - d_block.first) * stride;
        // (active slots, G·H) × (G·H, H)
        d_block.rows(&d_block.pre_activations[of_step]).add_product(
            simd,
            &self.weights.recurrent.backward,
            Start::Sum,
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
    /// To be added to, or empty where it is the same.
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
        for (block, d_pre_activations) in d_pre_activations.iter_mut().enumerate() {
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
            if let Some(sums) = d_projected.get_mut(block) {
                for (sum, gradient) in sums.iter_mut().zip(gradients.from_input) {
                    *sum = simd.add_f32s(*sum, gradient);
                }
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
