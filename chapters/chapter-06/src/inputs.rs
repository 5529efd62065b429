//! The product of inputs with W, a block of them at a time, forward and backward.

use pulp::Simd;

use crate::packing::{InputGradients, PackedWeights};
use crate::product::{OuterProduct, Rows, Start, add_rows};

/// Inputs that lie anywhere in a table, gathered: (positions, F), zeros behind their features.
#[derive(Debug, Default)]
pub(crate) struct InputBlock {
    values: Vec<f32>,
    /// F.
    num_features: usize,
}

impl InputBlock {
    /// Room for inputs of F numbers.
    pub(crate) fn new(num_features: usize) -> Self {
        Self {
            values: Vec::new(),
            num_features,
        }
    }

    /// Gathers rows of a table: (rows, features).
    pub(crate) fn gather(&mut self, table: &[f32], features: usize, rows: &[u32]) {
        self.values.resize(rows.len() * self.num_features, 0.0);
        let inputs = self.values.chunks_exact_mut(self.num_features);
        for (input, row) in inputs.zip(rows) {
            let start = *row as usize * features;
            input[..features].copy_from_slice(&table[start..start + features]);
        }
    }

    fn rows(&self) -> Rows<'_> {
        Rows {
            values: &self.values,
            stride: self.num_features,
        }
    }

    /// W·x + b of each: (positions, F) × (F, G·H) → (positions, G·H).
    #[inline(always)]
    pub(crate) fn project<S: Simd, const G: usize>(
        &self,
        simd: S,
        weights: &PackedWeights<G>,
        projected: &mut [f32],
    ) {
        self.rows().add_product(
            simd,
            &weights.input.forward,
            Start::Row(&weights.bias),
            weights.bias.len(),
            projected,
        );
    }

    /// Adds to the gradients with respect to W and b what comes from those with respect to the
    /// projected inputs: (positions, G·H).
    #[inline(always)]
    pub(crate) fn add_gradients<S: Simd>(
        &self,
        simd: S,
        d_projected: Rows<'_>,
        gradients: &mut InputGradients,
    ) {
        let columns = gradients.bias.len();
        let product = OuterProduct {
            left: self.rows(),
            right: d_projected,
            sum: &mut gradients.weights,
            columns,
        };
        product.add(simd); // (positions, F)ᵀ × (positions, G·H)
        add_rows(&mut gradients.bias, d_projected);
    }
}

/// The gradients with respect to inputs from those with respect to the projected ones:
/// (positions, G·H) × (G·H, F) → (positions, F), over whatever `d_inputs` held.
#[inline(always)]
pub(crate) fn input_gradients<S: Simd, const G: usize>(
    simd: S,
    weights: &PackedWeights<G>,
    d_projected: Rows<'_>,
    d_inputs: &mut Vec<f32>,
) {
    let positions = d_projected.values.len() / d_projected.stride;
    d_inputs.clear();
    d_inputs.resize(positions * weights.num_features, 0.0);
    d_projected.add_product(
        simd,
        &weights.input.backward,
        Start::Sum,
        weights.num_features,
        d_inputs,
    );
}
