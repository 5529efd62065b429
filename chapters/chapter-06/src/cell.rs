//! What a vector of hidden units computes at one step: the LSTM's gates and the GRU's.

use pulp::Simd;

use crate::activation::{sigmoid, tanh};

/// A gated recurrent cell, forward and backward, for a vector register `S::f32s` of hidden units.
/// `G` is the number of its gates, the candidate among them.
///
/// A cell has a hidden state and may have a cell state; one without leaves that at zero. Of each
/// step it saves `G` + 1 vectors for the backward pass.
pub(crate) trait Cell<const G: usize>:
    Copy + Send + Sync + std::fmt::Debug + 'static
{
    /// For each gate, whether the projected input is part of its pre-activation W·x + U·h + b. Of
    /// the others the pre-activation is U·h + b', with the second bias, and the cell itself brings
    /// the input in.
    const INPUT_JOINS: [bool; G];

    /// Whether the projected input is part of all of them. Then its gradients are those of the
    /// pre-activations.
    fn all_join() -> bool {
        !Self::INPUT_JOINS.contains(&false)
    }

    /// From the projected input W·x + b and the pre-activations to the state after the step.
    fn forward<S: Simd>(
        self,
        simd: S,
        from_input: [S::f32s; G],
        pre_activations: [S::f32s; G],
        before: State<S::f32s>,
    ) -> Step<S::f32s, G>;

    /// From the gradients with respect to the state after the step to those with respect to all
    /// that went into it.
    fn backward<S: Simd>(
        self,
        simd: S,
        saved: Saved<S::f32s, G>,
        hidden_state_before: S::f32s,
        d_after: State<S::f32s>,
    ) -> Gradients<S::f32s, G>;
}

/// A vector of units of both states, or of the gradients with respect to them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State<V> {
    pub(crate) hidden_state: V,
    pub(crate) cell_state: V,
}

/// What is saved of a step for the backward pass, beside the hidden state before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Saved<V, const G: usize> {
    pub(crate) gates: [V; G],
    pub(crate) extra: V,
}

/// What the forward step gives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step<V, const G: usize> {
    pub(crate) after: State<V>,
    pub(crate) saved: Saved<V, G>,
}

/// What the backward step gives: gradients.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gradients<V, const G: usize> {
    /// With respect to the pre-activations.
    pub(crate) pre_activations: [V; G],
    /// With respect to the projected input.
    pub(crate) from_input: [V; G],
    /// With respect to the state before the step, but for what comes through U.
    pub(crate) before: State<V>,
}

/// Gates i, f, g, o: Hochreiter and Schmidhuber 1997 (cite: hochreiter1997); the forget gate is of
/// Gers et al. 2000 (cite: gers2000).
#[derive(Clone, Copy, Debug)]
pub(crate) struct LstmCell;

impl Cell<4> for LstmCell {
    const INPUT_JOINS: [bool; 4] = [true; 4];

    #[inline(always)]
    fn forward<S: Simd>(
        self,
        simd: S,
        _from_input: [S::f32s; 4],
        pre_activations: [S::f32s; 4],
        before: State<S::f32s>,
    ) -> Step<S::f32s, 4> {
        // ANCHOR: lstm_forward
        let input_gate = sigmoid(simd, pre_activations[0]);
        let forget_gate = sigmoid(simd, pre_activations[1]);
        let candidate = tanh(simd, pre_activations[2]);
        let output_gate = sigmoid(simd, pre_activations[3]);
        let written = simd.mul_f32s(input_gate, candidate);
        let cell_state =
            simd.mul_add_e_f32s(forget_gate, before.cell_state, written);
        let hidden_state = simd.mul_f32s(output_gate, tanh(simd, cell_state));
        // ANCHOR_END: lstm_forward
        Step {
            after: State {
                hidden_state,
                cell_state,
            },
            saved: Saved {
                gates: [input_gate, forget_gate, candidate, output_gate],
                extra: before.cell_state,
            },
        }
    }

    #[inline(always)]
    fn backward<S: Simd>(
        self,
        simd: S,
        saved: Saved<S::f32s, 4>,
        _hidden_state_before: S::f32s,
        d_after: State<S::f32s>,
    ) -> Gradients<S::f32s, 4> {
        let mul = |a, b| simd.mul_f32s(a, b);
        let [input_gate, forget_gate, candidate, output_gate] = saved.gates;
        let cell_state_before = saved.extra;
        // ANCHOR: lstm_backward
        let cell_state = simd.mul_add_e_f32s(
            forget_gate,
            cell_state_before,
            mul(input_gate, candidate),
        );
        let shown = tanh(simd, cell_state);
        let through_output =
            mul(mul(d_after.hidden_state, output_gate), tanh_slope(simd, shown));
        let d_cell_state = simd.add_f32s(d_after.cell_state, through_output);
        let d_pre_activations = [
            mul(mul(d_cell_state, candidate), sigmoid_slope(simd, input_gate)),
            mul(
                mul(d_cell_state, cell_state_before),
                sigmoid_slope(simd, forget_gate),
            ),
            mul(mul(d_cell_state, input_gate), tanh_slope(simd, candidate)),
            mul(mul(d_after.hidden_state, shown), sigmoid_slope(simd, output_gate)),
        ];
        let d_cell_state_before = mul(d_cell_state, forget_gate);
        // ANCHOR_END: lstm_backward
        Gradients {
            pre_activations: d_pre_activations,
            from_input: d_pre_activations,
            before: State {
                hidden_state: simd.splat_f32s(0.0),
                cell_state: d_cell_state_before,
            },
        }
    }
}

/// Gates r, z, n: Cho et al. 2014 (cite: cho2014), but the reset gate behind the product as in PyTorch
/// and in Keras.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GruCell;

impl Cell<3> for GruCell {
    /// The candidate's U·h + b' is multiplied by the reset gate before W·x + b joins it.
    const INPUT_JOINS: [bool; 3] = [true, true, false];

    #[inline(always)]
    fn forward<S: Simd>(
        self,
        simd: S,
        from_input: [S::f32s; 3],
        pre_activations: [S::f32s; 3],
        before: State<S::f32s>,
    ) -> Step<S::f32s, 3> {
        // ANCHOR: gru_forward
        let reset_gate = sigmoid(simd, pre_activations[0]);
        let update_gate = sigmoid(simd, pre_activations[1]);
        let from_state = pre_activations[2]; // without the input
        let candidate =
            tanh(simd, simd.mul_add_e_f32s(reset_gate, from_state, from_input[2]));
        // (1 − z)·n + z·h = n + z·(h − n)
        let change = simd.sub_f32s(before.hidden_state, candidate);
        let hidden_state = simd.mul_add_e_f32s(update_gate, change, candidate);
        // ANCHOR_END: gru_forward
        Step {
            after: State {
                hidden_state,
                cell_state: before.cell_state,
            },
            saved: Saved {
                gates: [reset_gate, update_gate, from_state],
                extra: candidate,
            },
        }
    }

    #[inline(always)]
    fn backward<S: Simd>(
        self,
        simd: S,
        saved: Saved<S::f32s, 3>,
        hidden_state_before: S::f32s,
        d_after: State<S::f32s>,
    ) -> Gradients<S::f32s, 3> {
        let mul = |a, b| simd.mul_f32s(a, b);
        let [reset_gate, update_gate, from_state] = saved.gates;
        let candidate = saved.extra;
        let d_hidden_state = d_after.hidden_state;
        // ANCHOR: gru_backward
        let kept_share = mul(d_hidden_state, update_gate);
        let new_share = simd.sub_f32s(d_hidden_state, kept_share);
        let d_candidate = mul(new_share, tanh_slope(simd, candidate));
        let change = simd.sub_f32s(hidden_state_before, candidate);
        let d_update =
            mul(mul(d_hidden_state, change), sigmoid_slope(simd, update_gate));
        let d_reset =
            mul(mul(d_candidate, from_state), sigmoid_slope(simd, reset_gate));
        let d_pre_activations = [d_reset, d_update, mul(d_candidate, reset_gate)];
        // ANCHOR_END: gru_backward
        Gradients {
            pre_activations: d_pre_activations,
            from_input: [d_reset, d_update, d_candidate],
            before: State {
                hidden_state: kept_share,
                cell_state: d_after.cell_state,
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
