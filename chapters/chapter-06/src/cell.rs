//! What a vector of hidden units computes at one step: the LSTM's gates and the GRU's.

use pulp::Simd;

use crate::activation::{sigmoid, tanh};

/// One step of a gated cell for a vector of units, forward and backward. `G` is the number of gates.
///
/// A cell has a hidden state and may have a cell state; one without leaves that at zero. Of each step
/// it keeps `G` + 1 vectors for the backward pass.
pub(crate) trait Cell<const G: usize>:
    Copy + Send + Sync + std::fmt::Debug + 'static
{
    /// Which columns of the input's projection take part in the sum W·x + U·h + b. The others enter
    /// the gates later: there the sum starts from the second bias.
    const SUMMED: [bool; G];

    /// From W·x + b and the sums to the state after the step.
    fn forward<S: Simd>(
        simd: S,
        from_input: [S::f32s; G],
        sums: [S::f32s; G],
        before: State<S::f32s>,
    ) -> Step<S::f32s, G>;

    /// From the gradients of the state after the step to those of the sums, of the projected input
    /// and of the state before the step.
    fn backward<S: Simd>(
        simd: S,
        kept: Kept<S::f32s, G>,
        hidden_before: S::f32s,
        after: State<S::f32s>,
    ) -> Gradients<S::f32s, G>;
}

/// A vector of units of the hidden and the cell state, or of their gradients.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State<V> {
    pub(crate) hidden: V,
    pub(crate) cell: V,
}

/// What the backward pass will need of a step, beside the hidden state before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept<V, const G: usize> {
    pub(crate) gates: [V; G],
    pub(crate) extra: V,
}

/// What the forward step gives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step<V, const G: usize> {
    pub(crate) after: State<V>,
    pub(crate) kept: Kept<V, G>,
}

/// What the backward step gives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gradients<V, const G: usize> {
    /// Of U·h (+ second bias).
    pub(crate) sums: [V; G],
    /// Of W·x + b.
    pub(crate) from_input: [V; G],
    /// Of the state before the step, but for what comes through U.
    pub(crate) before: State<V>,
}

/// Gates i, f, g, o (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000).
#[derive(Clone, Copy, Debug)]
pub(crate) struct LstmCell;

impl Cell<4> for LstmCell {
    const SUMMED: [bool; 4] = [true; 4];

    // ANCHOR: lstm_forward
    #[inline(always)]
    fn forward<S: Simd>(
        simd: S,
        _from_input: [S::f32s; 4],
        sums: [S::f32s; 4],
        before: State<S::f32s>,
    ) -> Step<S::f32s, 4> {
        let input_gate = sigmoid(simd, sums[0]);
        let forget_gate = sigmoid(simd, sums[1]);
        let candidate = tanh(simd, sums[2]);
        let output_gate = sigmoid(simd, sums[3]);
        let written = simd.mul_f32s(input_gate, candidate);
        let cell = simd.mul_add_e_f32s(forget_gate, before.cell, written);
        let hidden = simd.mul_f32s(output_gate, tanh(simd, cell));
        // ANCHOR_END: lstm_forward
        Step {
            after: State { hidden, cell },
            kept: Kept {
                gates: [input_gate, forget_gate, candidate, output_gate],
                extra: before.cell,
            },
        }
    }

    #[inline(always)]
    fn backward<S: Simd>(
        simd: S,
        kept: Kept<S::f32s, 4>,
        _hidden_before: S::f32s,
        after: State<S::f32s>,
    ) -> Gradients<S::f32s, 4> {
        let mul = |a, b| simd.mul_f32s(a, b);
        let [input_gate, forget_gate, candidate, output_gate] = kept.gates;
        let cell_before = kept.extra;
        // ANCHOR: lstm_backward
        let cell = simd.mul_add_e_f32s(
            forget_gate,
            cell_before,
            mul(input_gate, candidate),
        );
        let shown = tanh(simd, cell);
        let through_output =
            mul(mul(after.hidden, output_gate), tanh_slope(simd, shown));
        let d_cell = simd.add_f32s(after.cell, through_output);
        let sums = [
            mul(mul(d_cell, candidate), sigmoid_slope(simd, input_gate)),
            mul(mul(d_cell, cell_before), sigmoid_slope(simd, forget_gate)),
            mul(mul(d_cell, input_gate), tanh_slope(simd, candidate)),
            mul(mul(after.hidden, shown), sigmoid_slope(simd, output_gate)),
        ];
        let d_cell_before = mul(d_cell, forget_gate);
        // ANCHOR_END: lstm_backward
        Gradients {
            sums,
            from_input: sums,
            before: State {
                hidden: simd.splat_f32s(0.0),
                cell: d_cell_before,
            },
        }
    }
}

/// Gates r, z, n (Cho et al. 2014), the reset gate behind the product as in PyTorch and in Keras.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GruCell;

impl Cell<3> for GruCell {
    /// The candidate's sum U·h + b is multiplied by the reset gate before W·x + b joins it.
    const SUMMED: [bool; 3] = [true, true, false];

    #[inline(always)]
    fn forward<S: Simd>(
        simd: S,
        from_input: [S::f32s; 3],
        sums: [S::f32s; 3],
        before: State<S::f32s>,
    ) -> Step<S::f32s, 3> {
        // ANCHOR: gru_forward
        let reset_gate = sigmoid(simd, sums[0]);
        let update_gate = sigmoid(simd, sums[1]);
        let candidate = tanh(
            simd,
            simd.mul_add_e_f32s(reset_gate, sums[2], from_input[2]),
        );
        // (1 − z)·n + z·h = n + z·(h − n)
        let change = simd.sub_f32s(before.hidden, candidate);
        let hidden = simd.mul_add_e_f32s(update_gate, change, candidate);
        // ANCHOR_END: gru_forward
        Step {
            after: State {
                hidden,
                cell: before.cell,
            },
            kept: Kept {
                gates: [reset_gate, update_gate, sums[2]],
                extra: candidate,
            },
        }
    }

    #[inline(always)]
    fn backward<S: Simd>(
        simd: S,
        kept: Kept<S::f32s, 3>,
        hidden_before: S::f32s,
        after: State<S::f32s>,
    ) -> Gradients<S::f32s, 3> {
        let mul = |a, b| simd.mul_f32s(a, b);
        let [reset_gate, update_gate, candidate_sum] = kept.gates;
        let candidate = kept.extra;
        // ANCHOR: gru_backward
        let kept_share = mul(after.hidden, update_gate);
        let new_share = simd.sub_f32s(after.hidden, kept_share);
        let d_candidate = mul(new_share, tanh_slope(simd, candidate));
        let change = simd.sub_f32s(hidden_before, candidate);
        let d_update =
            mul(mul(after.hidden, change), sigmoid_slope(simd, update_gate));
        let d_reset = mul(
            mul(d_candidate, candidate_sum),
            sigmoid_slope(simd, reset_gate),
        );
        let sums = [d_reset, d_update, mul(d_candidate, reset_gate)];
        // ANCHOR_END: gru_backward
        Gradients {
            sums,
            from_input: [d_reset, d_update, d_candidate],
            before: State {
                hidden: kept_share,
                cell: after.cell,
            },
        }
    }
}

/// σ'(x) = σ(1 − σ), from σ.
#[inline(always)]
fn sigmoid_slope<S: Simd>(simd: S, gate: S::f32s) -> S::f32s {
    simd.mul_f32s(gate, simd.sub_f32s(simd.splat_f32s(1.0), gate))
}

/// tanh'(x) = 1 − tanh², from tanh.
#[inline(always)]
fn tanh_slope<S: Simd>(simd: S, value: S::f32s) -> S::f32s {
    simd.sub_f32s(simd.splat_f32s(1.0), simd.mul_f32s(value, value))
}
