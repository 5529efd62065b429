//! The recurrence over one shard, forward.
//!
//! Rows of units are whole numbers of vector registers
//! ([`UNIT_BLOCK`](crate::packing::UNIT_BLOCK)): the loops over registers have no remainders.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use crate::cell::{Cell, State};
use crate::inputs::InputBlock;
use crate::packing::{PackedWeights, panels};
use crate::product::{Rows, Start};
use crate::saved::SavedActivations;
use crate::schedule::Shard;
use crate::states::Place;

/// What a shard reads at its positions.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Inputs<'a> {
    /// `W·x + b` of every different input: (inputs, G·H), packed.
    Projected(&'a [f32]),
    /// Inputs that are all different, projected a block at a time: (batch · time, features).
    Vectors { values: &'a [f32], features: usize },
}

/// The forward pass over a shard.
pub(crate) struct Forward<'a, C, const G: usize> {
    pub(crate) cell: C,
    pub(crate) shard: &'a Shard,
    pub(crate) weights: &'a PackedWeights<G>,
    pub(crate) inputs: Inputs<'a>,
    /// Where to save what the backward pass needs.
    pub(crate) saved: Option<SavedActivations>,
    /// The rows of the output that belong to the shard's rows.
    pub(crate) states: Vec<&'a mut [f32]>,
    /// Where in them the states stand.
    pub(crate) place: Place,
}

impl<C: Cell<G>, const G: usize> WithSimd for Forward<'_, C, G> {
    type Output = Option<SavedActivations>;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) -> Option<SavedActivations> {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let mut saved = self.saved.take();
        if let Some(saved) = &mut saved {
            saved.make_room(shard.positions(), G, h);
        }
        let mut save = saved.as_mut().map(|saved| {
            let SavedActivations {
                gates,
                extra,
                hidden_state_before,
            } = saved;
            (gates, extra, hidden_state_before)
        });
        // The state before the step, then after it; a slot that has not started yet holds zeros.
        let mut hidden_state = vec![0.0; shard.slots() * h];
        let mut cell_state = vec![0.0; shard.slots() * h];
        let mut block_inputs = InputBlock::new(self.weights.num_features);
        let mut projected = Vec::new(); // (positions of a block, G·H)
        let mut scratch = Vec::new(); // gates that need not be saved
        for block in shard.blocks() {
            let positions = shard.positions_of(block.clone());
            let (gates, mut save) = match &mut save {
                Some((gates, extra, before)) => (
                    &mut gates[positions.start * G * h..positions.end * G * h],
                    Some((extra, before)),
                ),
                None => {
                    scratch.resize(positions.len() * G * h, 0.0);
                    (&mut scratch[..], None)
                }
            };
            if let Inputs::Vectors { values, features } = self.inputs {
                let rows = &shard.inputs[positions.clone()];
                block_inputs.gather(values, features, rows);
                if C::all_join() {
                    block_inputs.project(simd, self.weights, gates);
                } else {
                    projected.resize(positions.len() * G * h, 0.0);
                    block_inputs.project(simd, self.weights, &mut projected);
                }
            }
            for step in block {
                self.start_rows(step, &mut hidden_state, &mut cell_state);
                let of_step = shard.positions_of(step..step + 1);
                let in_block =
                    of_step.start - positions.start..of_step.end - positions.start;
                let states = of_step.start * h..of_step.end * h;
                let extra = match &mut save {
                    Some((extra, before)) => {
                        before[states.clone()]
                            .copy_from_slice(&hidden_state[..of_step.len() * h]);
                        &mut extra[states]
                    }
                    None => &mut [][..],
                };
                let projected = match self.inputs {
                    Inputs::Projected(projected) => Projected::Somewhere {
                        projected,
                        places: &shard.inputs[of_step],
                    },
                    Inputs::Vectors { .. } if C::all_join() => Projected::InPlace,
                    Inputs::Vectors { .. } => Projected::InOrder(
                        &projected[in_block.start * G * h..in_block.end * G * h],
                    ),
                };
                let forward_step = ForwardStep {
                    cell: self.cell,
                    projected,
                    weights: self.weights,
                    hidden_state: &mut hidden_state,
                    cell_state: &mut cell_state,
                    gates: &mut gates[in_block.start * G * h..in_block.end * G * h],
                    extra,
                };
                forward_step.run(simd);
                self.place
                    .write(shard, step, &hidden_state, h, &mut self.states);
            }
        }
        saved
    }
}

impl<C: Cell<G>, const G: usize> Forward<'_, C, G> {
    /// The rows that start at this step have read nothing but pads so far, from a state of zeros,
    /// just as the chain in slot 0 has. So their state is the chain's, bit for bit, and a copy of it
    /// stands for all the steps that were not worked on for them.
    fn start_rows(
        &self,
        step: usize,
        hidden_state: &mut [f32],
        cell_state: &mut [f32],
    ) {
        if step == 0 || !self.shard.chain {
            return;
        }
        let h = self.weights.num_hiddens;
        let starting: Range<usize> =
            self.shard.active(step - 1)..self.shard.active(step);
        for slot in starting {
            hidden_state.copy_within(0..h, slot * h);
            cell_state.copy_within(0..h, slot * h);
        }
    }
}

/// Where the projected inputs of a step stand, one for each active slot: (G·H).
#[derive(Clone, Copy)]
enum Projected<'a> {
    /// In these rows of all projected inputs.
    Somewhere {
        projected: &'a [f32],
        places: &'a [u32],
    },
    /// One behind the other.
    InOrder(&'a [f32]),
    /// Where the pre-activations will stand.
    InPlace,
}

impl<'a> Projected<'a> {
    fn of(self, slot: usize, width: usize) -> &'a [f32] {
        let (rows, row) = match self {
            Self::Somewhere { projected, places } => {
                (projected, places[slot] as usize)
            }
            Self::InOrder(projected) => (projected, slot),
            Self::InPlace => return &[],
        };
        &rows[row * width..(row + 1) * width]
    }
}

/// One step of all active slots.
struct ForwardStep<'a, C, const G: usize> {
    cell: C,
    projected: Projected<'a>,
    weights: &'a PackedWeights<G>,
    /// (slots, H), like `cell_state`.
    hidden_state: &'a mut [f32],
    cell_state: &'a mut [f32],
    /// (active slots, G·H): first the pre-activations, then the gates.
    gates: &'a mut [f32],
    /// (active slots, H), or empty where nothing is saved.
    extra: &'a mut [f32],
}

impl<C: Cell<G>, const G: usize> ForwardStep<'_, C, G> {
    // ANCHOR: step
    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        let h = self.weights.num_hiddens;
        let active = self.gates.len() / (G * h);

        // Start from the projected inputs: W·x + b.
        for slot in 0..active {
            self.start_pre_activations::<S>(slot);
        }

        // Add U·h, all active rows at once.
        let hidden_state = Rows {
            values: &self.hidden_state[..active * h],
            stride: h,
        };
        let weights = &self.weights.recurrent.forward;
        // (active, H) × (H, G·H)
        hidden_state.add_product(simd, weights, Start::Sum, G * h, self.gates);

        // From pre-activations to gates and to the state after the step.
        for slot in 0..active {
            self.activate(simd, slot);
        }
    }
    // ANCHOR_END: step

    /// The pre-activations start from the projected input, those that it does not join from the
    /// second bias. The input's row lies anywhere in memory; read from end to end it arrives fastest.
    #[inline(always)]
    fn start_pre_activations<S: Simd>(&mut self, slot: usize) {
        let width = G * self.weights.num_hiddens;
        let projected = self.projected.of(slot, width);
        if projected.is_empty() {
            return; // they are there already
        }
        let pre_activations = &mut self.gates[slot * width..(slot + 1) * width];
        pre_activations.copy_from_slice(projected);
        if !C::all_join() {
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
        let projected = panels::<S, G>(self.projected.of(slot, G * h));
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
            // Where it is in place it has joined, and the cell does not ask for it.
            let projected = *projected.get(block).unwrap_or(gates);
            let step = self.cell.forward(simd, projected, *gates, before);
            hidden_state[block] = step.after.hidden_state;
            cell_state[block] = step.after.cell_state;
            *gates = step.saved.gates;
            if let Some(extra) = extra.get_mut(block) {
                *extra = step.saved.extra;
            }
        }
    }
}
