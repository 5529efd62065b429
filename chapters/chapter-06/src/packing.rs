//! The weights of a layer in the order in which the kernels read them, and their gradients back in
//! the order of the layer.

use pulp::Simd;

use crate::kernel::Kernel;

/// Vector registers side by side in a panel.
pub(crate) const COLUMNS: usize = 4;
/// The hidden units are filled up with units of zero weights to a multiple of this many floats: the
/// widest vector register of any processor, 16 floats, times [`COLUMNS`]. Such a unit stays at zero
/// and changes nothing. The features are filled up in the same way.
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
/// [`UNIT_BLOCK`], F that of features. The gates of a register's units stand next to each other: all
/// `G` gates of the first units, then those of the next ([`packed_index`]).
#[derive(Debug)]
pub(crate) struct PackedWeights<const G: usize> {
    layout: Layout<G>,
    /// H.
    pub(crate) num_hiddens: usize,
    /// F.
    pub(crate) num_features: usize,
    /// What they are packed for.
    pub(crate) kernel: Kernel,
    /// W: (F, G·H).
    pub(crate) input: PackedMatrix,
    /// The bias of the projected input: (G·H).
    pub(crate) bias: Vec<f32>,
    /// U: (H, G·H).
    pub(crate) recurrent: PackedMatrix,
    /// The second bias where it is not part of the first, else zeros: (G·H).
    pub(crate) second_bias: Vec<f32>,
}

/// A matrix, once for products with it and once for products with its transpose.
#[derive(Debug)]
pub(crate) struct PackedMatrix {
    pub(crate) forward: Panels,
    pub(crate) backward: Panels,
}

impl PackedMatrix {
    fn zeros(rows: usize, columns: usize, kernel: Kernel) -> Self {
        Self {
            forward: Panels::zeros(rows, columns, kernel),
            backward: Panels::zeros(columns, rows, kernel),
        }
    }

    fn set(&mut self, row: usize, column: usize, weight: f32) {
        self.forward.set(row, column, weight);
        self.backward.set(column, row, weight);
    }
}

/// A matrix, (rows, columns), cut into *panels* of a few columns, one behind the other: a product with
/// it reads a panel from its first number to its last.
#[derive(Debug)]
pub(crate) struct Panels {
    pub(crate) values: Vec<f32>,
    pub(crate) rows: usize,
    /// Columns of a panel: [`COLUMNS`] registers. A matrix that is not packed is one wide panel.
    pub(crate) width: usize,
}

impl Panels {
    fn zeros(rows: usize, columns: usize, kernel: Kernel) -> Self {
        Self {
            values: vec![0.0; rows * columns],
            rows,
            width: if kernel.packs {
                COLUMNS * kernel.registers.lanes()
            } else {
                columns
            },
        }
    }

    /// Cuts a matrix of these values, row by row.
    pub(crate) fn of(values: &[f32], columns: usize, kernel: Kernel) -> Self {
        let mut panels = Self::zeros(values.len() / columns, columns, kernel);
        for (row, weights) in values.chunks_exact(columns).enumerate() {
            for (column, weight) in weights.iter().enumerate() {
                panels.set(row, column, *weight);
            }
        }
        panels
    }

    // ANCHOR: set
    fn set(&mut self, row: usize, column: usize, weight: f32) {
        let start = column / self.width * self.rows * self.width;
        self.values[start + row * self.width + column % self.width] = weight;
    }
    // ANCHOR_END: set
}

/// Gradients with respect to the packed weights.
#[derive(Debug, Default)]
pub(crate) struct PackedGradients {
    pub(crate) input: InputGradients,
    /// (H, G·H).
    pub(crate) recurrent: Vec<f32>,
    /// (G·H).
    pub(crate) second_bias: Vec<f32>,
}

/// Those with respect to the weights of the input.
#[derive(Debug, Default)]
pub(crate) struct InputGradients {
    /// (F, G·H).
    pub(crate) weights: Vec<f32>,
    /// (G·H).
    pub(crate) bias: Vec<f32>,
}

impl<const G: usize> PackedWeights<G> {
    /// Packs the weights of a layer: (G · units, width).
    pub(crate) fn pack(layout: Layout<G>, kernel: Kernel, weights: &[f32]) -> Self {
        let Layout {
            features,
            units,
            width,
            input_joins,
        } = layout;
        let lanes = kernel.registers.lanes();
        let num_hiddens = units.next_multiple_of(UNIT_BLOCK);
        let num_features = features.next_multiple_of(UNIT_BLOCK);
        let columns = G * num_hiddens;
        let mut packed = Self {
            layout,
            num_hiddens,
            num_features,
            kernel,
            input: PackedMatrix::zeros(num_features, columns, kernel),
            bias: vec![0.0; columns],
            recurrent: PackedMatrix::zeros(num_hiddens, columns, kernel),
            second_bias: vec![0.0; columns],
        };
        for (gate_row, row) in weights.chunks_exact(width).enumerate() {
            let gate = gate_row / units;
            let column = packed_index(gate, gate_row % units, G, lanes);
            let (weight_ih, row) = row.split_at(features);
            let (weight_hh, biases) = row.split_at(units);
            for (feature, weight) in weight_ih.iter().enumerate() {
                packed.input.set(feature, column, *weight);
            }
            for (unit, weight) in weight_hh.iter().enumerate() {
                packed.recurrent.set(unit, column, *weight);
            }
            let (first, second) = (biases[0], biases.get(1).unwrap_or(&0.0));
            if input_joins[gate] {
                packed.bias[column] = first + second;
            } else {
                packed.bias[column] = first;
                packed.second_bias[column] = *second;
            }
        }
        packed
    }

    /// The length of an input.
    pub(crate) fn features(&self) -> usize {
        self.layout.features
    }

    /// From packed gradients to the layout of the layer, behind `weights`: (G · units, width).
    pub(crate) fn unpack(
        &self,
        gradients: &PackedGradients,
        weights: &mut Vec<f32>,
    ) {
        let Layout {
            features,
            units,
            width,
            input_joins,
        } = self.layout;
        let lanes = self.kernel.registers.lanes();
        let columns = G * self.num_hiddens;
        for gate_row in 0..G * units {
            let gate = gate_row / units;
            let column = packed_index(gate, gate_row % units, G, lanes);
            let input = gradients.input.weights.chunks_exact(columns).take(features);
            weights.extend(input.map(|row| row[column]));
            let recurrent = gradients.recurrent.chunks_exact(columns).take(units);
            weights.extend(recurrent.map(|row| row[column]));
            weights.push(gradients.input.bias[column]);
            if width > features + units + 1 {
                weights.push(if input_joins[gate] {
                    gradients.input.bias[column]
                } else {
                    gradients.second_bias[column]
                });
            }
        }
    }

    /// Zeros of the size of the gradients.
    pub(crate) fn zeros(&self) -> PackedGradients {
        let columns = G * self.num_hiddens;
        PackedGradients {
            input: self.input_zeros(),
            recurrent: vec![0.0; self.num_hiddens * columns],
            second_bias: vec![0.0; columns],
        }
    }

    /// Those of the input's weights.
    pub(crate) fn input_zeros(&self) -> InputGradients {
        let columns = G * self.num_hiddens;
        InputGradients {
            weights: vec![0.0; self.num_features * columns],
            bias: vec![0.0; columns],
        }
    }
}

/// Where gate `gate` of unit `unit` stands in a packed row of gates · H.
fn packed_index(gate: usize, unit: usize, gates: usize, lanes: usize) -> usize {
    (unit / lanes * gates + gate) * lanes + unit % lanes
}

/// Cuts a slice of packed floats into groups of `N` vector registers.
#[inline(always)]
pub(crate) fn panels<S: Simd, const N: usize>(values: &[f32]) -> &[[S::f32s; N]] {
    S::as_simd_f32s(values).0.as_chunks().0
}
