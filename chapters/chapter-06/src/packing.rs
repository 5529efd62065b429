//! The weights of a layer in the order in which the kernels read them, and their gradients back in
//! the order of the layer.

use candle_core::{Device, Result, Tensor};
use pulp::{Simd, WithSimd};

/// Vector registers side by side in a panel.
pub(crate) const COLUMNS: usize = 4;
/// The hidden units are filled up with units of zero weights to a multiple of this many floats: the
/// widest vector register of any processor, 16 floats, times [`COLUMNS`]. Such a unit stays at zero
/// and changes nothing.
///
/// So a row of units, or of all their gates, is a whole number of registers and of panels on every
/// processor. No loop over registers has a remainder to see to, and what `pulp` hands back as the
/// rest of a slice is empty.
pub(crate) const UNIT_BLOCK: usize = 64;

/// How the weights of a layer of `G` gates stand side by side in one matrix, (G · units, width):
/// `weight_ih`, `weight_hh`, one bias or two, a row for each unit of each gate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout<const G: usize> {
    /// The length of an input.
    pub(crate) features: usize,
    /// The length of the hidden state.
    pub(crate) units: usize,
    /// features + units + biases.
    pub(crate) width: usize,
    /// For each gate, whether the projected input joins its pre-activation, and the second bias
    /// with it ([`Cell::INPUT_JOINS`](crate::cell::Cell::INPUT_JOINS)).
    pub(crate) input_joins: [bool; G],
}

/// The weights of a layer, *packed*. H is the number of units filled up to a multiple of
/// [`UNIT_BLOCK`]. The gates of a register's units stand next to each other: all `G` gates of the
/// first units, then those of the next ([`packed_index`]).
#[derive(Debug)]
pub(crate) struct PackedWeights<const G: usize> {
    layout: Layout<G>,
    /// H.
    pub(crate) num_hiddens: usize,
    /// Floats of a vector register.
    lanes: usize,
    /// Input weights, and below them the bias, the weight of an input that is always one:
    /// (features + 1, G·H).
    pub(crate) input: Tensor,
    /// The second bias where it is not part of the first, else zeros: (G·H).
    pub(crate) second_bias: Vec<f32>,
    /// For each [`COLUMNS`] registers of packed gates, for each input unit: their weights.
    pub(crate) forward: Vec<f32>,
    /// For each [`COLUMNS`] registers of input units, for each packed gate: their weights.
    pub(crate) backward: Vec<f32>,
}

/// Gradients with respect to the packed weights.
pub(crate) struct PackedGradients<'a> {
    /// Input weights and bias: features + 1 rows of (G·H).
    pub(crate) input: &'a [Vec<f32>],
    /// (H, G·H).
    pub(crate) recurrent: &'a [f32],
    /// (G·H).
    pub(crate) second_bias: &'a [f32],
}

impl<const G: usize> PackedWeights<G> {
    /// Packs the weights of a layer: (G · units, width).
    ///
    /// # Errors
    /// If the tensor of input weights cannot be made.
    pub(crate) fn pack(layout: Layout<G>, weights: &[f32]) -> Result<Self> {
        let Layout {
            features,
            units,
            width,
            input_joins,
        } = layout;
        let lanes = vector_lanes();
        let num_hiddens = units.next_multiple_of(UNIT_BLOCK);
        let columns = G * num_hiddens;
        let panel = COLUMNS * lanes; // floats
        let mut input = vec![0.0; (features + 1) * columns];
        let mut second_bias = vec![0.0; columns];
        let mut forward = vec![0.0; num_hiddens * columns];
        let mut backward = vec![0.0; num_hiddens * columns];
        for (gate_row, row) in weights.chunks_exact(width).enumerate() {
            let gate = gate_row / units;
            let column = packed_index(gate, gate_row % units, G, lanes);
            let (weight_ih, row) = row.split_at(features);
            let (weight_hh, biases) = row.split_at(units);
            for (feature, weight) in weight_ih.iter().enumerate() {
                input[feature * columns + column] = *weight;
            }
            for (unit, weight) in weight_hh.iter().enumerate() {
                let start = column / panel * num_hiddens * panel;
                forward[start + unit * panel + column % panel] = *weight;
                let start = unit / panel * columns * panel;
                backward[start + column * panel + unit % panel] = *weight;
            }
            let (first, second) = (biases[0], biases.get(1).unwrap_or(&0.0));
            if input_joins[gate] {
                input[features * columns + column] = first + second;
            } else {
                input[features * columns + column] = first;
                second_bias[column] = *second;
            }
        }
        Ok(Self {
            layout,
            num_hiddens,
            lanes,
            input: Tensor::from_vec(input, (features + 1, columns), &Device::Cpu)?,
            second_bias,
            forward,
            backward,
        })
    }

    /// From packed gradients to the layout of the layer: (G · units, width).
    pub(crate) fn unpack(&self, gradients: &PackedGradients<'_>) -> Vec<f32> {
        let Layout {
            features,
            units,
            width,
            input_joins,
        } = self.layout;
        let columns = G * self.num_hiddens;
        let (d_weight_ih, d_bias) = gradients.input.split_at(features);
        let mut weights = Vec::with_capacity(G * units * width);
        for gate_row in 0..G * units {
            let gate = gate_row / units;
            let column = packed_index(gate, gate_row % units, G, self.lanes);
            weights.extend(d_weight_ih.iter().map(|row| row[column]));
            weights.extend(
                (0..units).map(|unit| gradients.recurrent[unit * columns + column]),
            );
            weights.push(d_bias[0][column]);
            if width > features + units + 1 {
                weights.push(if input_joins[gate] {
                    d_bias[0][column]
                } else {
                    gradients.second_bias[column]
                });
            }
        }
        weights
    }
}

/// Where gate `gate` of unit `unit` stands in a packed row of gates · H.
fn packed_index(gate: usize, unit: usize, gates: usize, lanes: usize) -> usize {
    (unit / lanes * gates + gate) * lanes + unit % lanes
}

/// The width of a vector register on this machine, in floats.
fn vector_lanes() -> usize {
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

/// Cuts a slice of packed floats into groups of `N` vector registers.
#[inline(always)]
pub(crate) fn panels<S: Simd, const N: usize>(values: &[f32]) -> &[[S::f32s; N]] {
    S::as_simd_f32s(values).0.as_chunks().0
}
