//! The LSTM's recurrence over one shard, forward and backward.

use pulp::{Simd, WithSimd};

use crate::activation::{sigmoid, tanh};
use crate::schedule::Shard;

/// Gates of an LSTM: i, f, g, o.
pub(crate) const GATES: usize = 4;
/// Vector registers side by side in a panel of the backward product.
const COLUMNS: usize = 2;
/// The hidden units are filled up with zeros to a multiple of this many floats, the widest vector of
/// any processor times [`COLUMNS`]. Units of zero weights stay at zero and change nothing.
pub(crate) const UNIT_BLOCK: usize = 32;

/// What the backward pass needs of each position: 6·H floats.
#[derive(Debug)]
pub(crate) struct Tape {
    /// The gates i, f, g, o after their activation, later the gradients before it: (positions, 4·H), packed.
    pub(crate) gates: Vec<f32>,
    /// The cell state before the step: (positions, H).
    pub(crate) cell_before: Vec<f32>,
    /// The hidden state before the step: (positions, H).
    pub(crate) hidden_before: Vec<f32>,
}

/// Weights in the order in which the kernels read them.
#[derive(Debug)]
pub(crate) struct PackedWeights {
    /// H, a multiple of [`UNIT_BLOCK`].
    pub(crate) num_hiddens: usize,
    /// Floats of a vector register.
    pub(crate) lanes: usize,
    /// For each vector of units, for each input unit: the four gates' weights.
    forward: Vec<f32>,
    /// For each [`COLUMNS`] vectors of input units, for each packed gate row: their weights.
    backward: Vec<f32>,
}

/// Where gate `gate` of unit `unit` stands in a packed row of 4·H.
pub(crate) fn packed_index(gate: usize, unit: usize, lanes: usize) -> usize {
    (unit / lanes * GATES + gate) * lanes + unit % lanes
}

/// The width of a vector register on this machine, in floats.
pub(crate) fn vector_lanes() -> usize {
    struct Lanes;
    impl WithSimd for Lanes {
        type Output = usize;
        #[inline(always)]
        fn with_simd<S: Simd>(self, _simd: S) -> usize {
            S::F32_LANES
        }
    }
    pulp::Arch::new().dispatch(Lanes)
}

impl PackedWeights {
    /// Packs `weight_hh` (4·units, units), gate rows in the order i, f, g, o.
    pub(crate) fn new(weight_hh: &[f32], units: usize) -> Self {
        let lanes = vector_lanes();
        let num_hiddens = units.next_multiple_of(UNIT_BLOCK);
        let mut forward = vec![0.0; GATES * num_hiddens * num_hiddens];
        let mut backward = vec![0.0; GATES * num_hiddens * num_hiddens];
        let width = COLUMNS * lanes;
        for gate in 0..GATES {
            for unit in 0..units {
                let row = packed_index(gate, unit, lanes);
                for input in 0..units {
                    let weight = weight_hh[(gate * units + unit) * units + input];
                    let panel = unit / lanes * num_hiddens * GATES * lanes;
                    forward[panel + (input * GATES + gate) * lanes + unit % lanes] = weight;
                    let panel = input / width * GATES * num_hiddens * width;
                    backward[panel + row * width + input % width] = weight;
                }
            }
        }
        Self {
            num_hiddens,
            lanes,
            forward,
            backward,
        }
    }
}

/// acc\[r\]\[c\] += Σₖ rows\[r\]\[k\] · panel\[k\]\[c\], all of acc in registers.
#[inline(always)]
fn multiply<S: Simd, const ROWS: usize, const COLS: usize>(
    simd: S,
    acc: &mut [[S::f32s; COLS]; ROWS],
    rows: [&[f32]; ROWS],
    panel: &[[S::f32s; COLS]],
) {
    let rows = rows.map(|row| &row[..panel.len()]);
    for (k, weights) in panel.iter().enumerate() {
        for r in 0..ROWS {
            let value = simd.splat_f32s(rows[r][k]);
            for c in 0..COLS {
                acc[r][c] = simd.mul_add_e_f32s(value, weights[c], acc[r][c]);
            }
        }
    }
}

/// Cuts a slice of packed floats into groups of `N` vector registers.
#[inline(always)]
fn panels<S: Simd, const N: usize>(values: &[f32]) -> &[[S::f32s; N]] {
    S::as_simd_f32s(values).0.as_chunks().0
}

/// The forward pass over a shard.
pub(crate) struct Forward<'a> {
    pub(crate) shard: &'a Shard,
    pub(crate) weights: &'a PackedWeights,
    /// `x·W_ih + b` of every different input: (inputs, 4·H), packed.
    pub(crate) projected: &'a [f32],
    /// Keep what the backward pass needs, and every hidden state.
    pub(crate) keep: bool,
}

/// What the forward pass over a shard gives.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The hidden state after the last step: (slots, H).
    pub(crate) last_hidden: Vec<f32>,
    /// Kept where asked for.
    pub(crate) tape: Option<Tape>,
}

impl WithSimd for Forward<'_> {
    type Output = Outcome;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Outcome {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let (slots, time) = (shard.slots(), shard.time());
        let kept = if self.keep { shard.positions() } else { 0 };
        let mut tape = Tape {
            gates: vec![0.0; kept * GATES * h],
            cell_before: vec![0.0; kept * h],
            hidden_before: vec![0.0; kept * h],
        };
        // The state before the step and after it; a slot that has not started yet holds zeros.
        let mut hidden = vec![0.0; slots * h];
        let mut cell = vec![0.0; slots * h];
        let mut next_hidden = vec![0.0; slots * h];
        for step in 0..time {
            let live = shard.live(step);
            if step > 0 && shard.chain {
                for slot in shard.live(step - 1)..live {
                    hidden.copy_within(0..h, slot * h);
                    cell.copy_within(0..h, slot * h);
                }
            }
            let positions = shard.offsets[step]..shard.offsets[step + 1];
            if self.keep {
                let states = positions.start * h..positions.end * h;
                tape.hidden_before[states.clone()].copy_from_slice(&hidden[..live * h]);
                tape.cell_before[states].copy_from_slice(&cell[..live * h]);
            }
            let gates = if self.keep {
                &mut tape.gates[positions.start * GATES * h..positions.end * GATES * h]
            } else {
                &mut []
            };
            let step = Step {
                projected: self.projected,
                inputs: &shard.inputs[positions],
                weights: self.weights,
                hidden: &hidden,
                cell: &mut cell,
                next_hidden: &mut next_hidden,
                gates,
            };
            step.run(simd);
            std::mem::swap(&mut hidden, &mut next_hidden);
        }
        Outcome {
            last_hidden: hidden,
            tape: self.keep.then_some(tape),
        }
    }
}

/// One step of all live slots.
struct Step<'a> {
    projected: &'a [f32],
    inputs: &'a [u32],
    weights: &'a PackedWeights,
    hidden: &'a [f32],
    cell: &'a mut [f32],
    next_hidden: &'a mut [f32],
    gates: &'a mut [f32],
}

impl Step<'_> {
    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        let h = self.weights.num_hiddens;
        let panel_len = h * GATES * S::F32_LANES;
        for (block, panel) in self.weights.forward.chunks_exact(panel_len).enumerate() {
            let panel = panels::<S, GATES>(panel);
            let live = self.inputs.len();
            let mut slot = 0;
            if S::REGISTER_COUNT >= 32 {
                while slot + 6 <= live {
                    self.rows::<S, 6>(simd, slot, block, panel);
                    slot += 6;
                }
                while slot + 3 <= live {
                    self.rows::<S, 3>(simd, slot, block, panel);
                    slot += 3;
                }
            }
            while slot + 2 <= live {
                self.rows::<S, 2>(simd, slot, block, panel);
                slot += 2;
            }
            if slot < live {
                self.rows::<S, 1>(simd, slot, block, panel);
            }
        }
    }

    /// One vector of units of `ROWS` slots: product, activations, new state, all in registers.
    #[inline(always)]
    fn rows<S: Simd, const ROWS: usize>(
        &mut self,
        simd: S,
        slot: usize,
        block: usize,
        panel: &[[S::f32s; GATES]],
    ) {
        let h = self.weights.num_hiddens;
        let mut acc: [[S::f32s; GATES]; ROWS] = std::array::from_fn(|r| {
            let start = self.inputs[slot + r] as usize * GATES * h;
            panels::<S, GATES>(&self.projected[start..start + GATES * h])[block]
        });
        let rows = std::array::from_fn(|r| &self.hidden[(slot + r) * h..(slot + r + 1) * h]);
        multiply(simd, &mut acc, rows, panel);
        for (r, gates) in acc.iter().enumerate() {
            let state = (slot + r) * h..(slot + r + 1) * h;
            let input_gate = sigmoid(simd, gates[0]);
            let forget_gate = sigmoid(simd, gates[1]);
            let candidate = tanh(simd, gates[2]);
            let output_gate = sigmoid(simd, gates[3]);
            let cell = &mut S::as_mut_simd_f32s(&mut self.cell[state.clone()]).0[block];
            let written = simd.mul_f32s(input_gate, candidate);
            *cell = simd.mul_add_e_f32s(forget_gate, *cell, written);
            let next_hidden = &mut S::as_mut_simd_f32s(&mut self.next_hidden[state]).0[block];
            *next_hidden = simd.mul_f32s(output_gate, tanh(simd, *cell));
            if !self.gates.is_empty() {
                let row = (slot + r) * GATES * h..(slot + r + 1) * GATES * h;
                let kept = S::as_mut_simd_f32s(&mut self.gates[row]).0;
                kept[block * GATES..(block + 1) * GATES].copy_from_slice(&[
                    input_gate,
                    forget_gate,
                    candidate,
                    output_gate,
                ]);
            }
        }
    }
}

/// The backward pass over a shard. The gates of the tape become the gradients of the loss with
/// respect to the gates before their activation.
pub(crate) struct Backward<'a> {
    pub(crate) shard: &'a Shard,
    pub(crate) weights: &'a PackedWeights,
    pub(crate) tape: &'a mut Tape,
    /// The gradient with respect to the hidden state after each step of each slot, added to by
    /// `add_output_gradient(step, slot, hidden_gradient)`.
    pub(crate) add_output_gradient: &'a (dyn Fn(usize, usize, &mut [f32]) + Sync),
}

impl WithSimd for Backward<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (shard, h) = (self.shard, self.weights.num_hiddens);
        let slots = shard.slots();
        let mut d_hidden = vec![0.0; slots * h];
        let mut d_cell = vec![0.0; slots * h];
        for step in (0..shard.time()).rev() {
            let live = shard.live(step);
            for slot in 0..live {
                let d_hidden = &mut d_hidden[slot * h..(slot + 1) * h];
                (self.add_output_gradient)(step, slot, d_hidden);
            }
            let positions = shard.offsets[step]..shard.offsets[step + 1];
            let gates =
                &mut self.tape.gates[positions.start * GATES * h..positions.end * GATES * h];
            let cell_before = &self.tape.cell_before[positions.start * h..positions.end * h];
            for slot in 0..live {
                let state = slot * h..(slot + 1) * h;
                gate_gradients(
                    simd,
                    &mut gates[slot * GATES * h..(slot + 1) * GATES * h],
                    &cell_before[state.clone()],
                    &d_hidden[state.clone()],
                    &mut d_cell[state],
                );
            }
            if step > 0 {
                through_weights(simd, self.weights, gates, &mut d_hidden[..live * h]);
                let started = shard.live(step - 1)..live;
                for slot in started {
                    branch(shard.chain, &mut d_hidden, slot, h);
                    branch(shard.chain, &mut d_cell, slot, h);
                }
            }
        }
    }
}

/// What a row's first step hands back goes to the chain it branched off from, or to nobody.
fn branch(chain: bool, gradients: &mut [f32], slot: usize, h: usize) {
    let (before, row) = gradients.split_at_mut(slot * h);
    let row = &mut row[..h];
    if chain {
        for (sum, value) in before.iter_mut().zip(row.iter()) {
            *sum += value;
        }
    }
    row.fill(0.0);
}

/// One position: from the gradients of the state after the step to those of the gates before their
/// activation (in place of the gates) and of the cell state before the step (in place of `d_cell`).
#[inline(always)]
fn gate_gradients<S: Simd>(
    simd: S,
    gates: &mut [f32],
    cell_before: &[f32],
    d_hidden: &[f32],
    d_cell: &mut [f32],
) {
    let one = simd.splat_f32s(1.0);
    let mul = |a, b| simd.mul_f32s(a, b);
    // σ'(x) = σ(1 − σ), tanh'(x) = 1 − tanh².
    let sigmoid_slope = |gate| mul(gate, simd.sub_f32s(one, gate));
    let tanh_slope = |value| simd.sub_f32s(one, mul(value, value));
    let gates = S::as_mut_simd_f32s(gates).0.as_chunks_mut::<GATES>().0;
    let cell_before = S::as_simd_f32s(cell_before).0;
    let d_hidden = S::as_simd_f32s(d_hidden).0;
    let d_cell = S::as_mut_simd_f32s(d_cell).0;
    for (((gates, &before), &d_hidden), d_cell) in
        gates.iter_mut().zip(cell_before).zip(d_hidden).zip(d_cell)
    {
        let [input_gate, forget_gate, candidate, output_gate] = *gates;
        let cell = simd.mul_add_e_f32s(forget_gate, before, mul(input_gate, candidate));
        let shown = tanh(simd, cell);
        let through_output = mul(mul(d_hidden, output_gate), tanh_slope(shown));
        let d_after = simd.add_f32s(*d_cell, through_output);
        *gates = [
            mul(mul(d_after, candidate), sigmoid_slope(input_gate)),
            mul(mul(d_after, before), sigmoid_slope(forget_gate)),
            mul(mul(d_after, input_gate), tanh_slope(candidate)),
            mul(mul(d_hidden, shown), sigmoid_slope(output_gate)),
        ];
        *d_cell = mul(d_after, forget_gate);
    }
}

/// `d_hidden` = gate gradients × `W_hh`: (slots, 4·H) × (4·H, H).
#[inline(always)]
fn through_weights<S: Simd>(simd: S, weights: &PackedWeights, gates: &[f32], d_hidden: &mut [f32]) {
    let h = weights.num_hiddens;
    let live = d_hidden.len() / h;
    let panel_len = GATES * h * COLUMNS * S::F32_LANES;
    for (block, panel) in weights.backward.chunks_exact(panel_len).enumerate() {
        let panel = panels::<S, COLUMNS>(panel);
        let mut slot = 0;
        macro_rules! rows {
            ($rows:literal) => {
                while live - slot >= $rows {
                    product_rows::<S, $rows>(simd, slot, block, panel, gates, d_hidden, h);
                    slot += $rows;
                }
            };
        }
        if S::REGISTER_COUNT >= 32 {
            rows!(12);
        }
        rows!(6);
        rows!(3);
        rows!(1);
    }
}

/// [`COLUMNS`] vectors of [`through_weights`] for `ROWS` slots.
#[inline(always)]
fn product_rows<S: Simd, const ROWS: usize>(
    simd: S,
    slot: usize,
    block: usize,
    panel: &[[S::f32s; COLUMNS]],
    gates: &[f32],
    d_hidden: &mut [f32],
    h: usize,
) {
    let width = GATES * h;
    let rows = std::array::from_fn(|r| &gates[(slot + r) * width..(slot + r + 1) * width]);
    let mut acc = [[simd.splat_f32s(0.0); COLUMNS]; ROWS];
    multiply(simd, &mut acc, rows, panel);
    for (r, result) in acc.iter().enumerate() {
        let row = &mut d_hidden[(slot + r) * h..(slot + r + 1) * h];
        let row = S::as_mut_simd_f32s(row).0;
        row[block * COLUMNS..(block + 1) * COLUMNS].copy_from_slice(result);
    }
}
