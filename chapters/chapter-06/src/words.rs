//! The words of a batch, each projected once for all of its positions.

use pulp::{Simd, WithSimd};
use rayon::prelude::*;

use crate::inputs::{InputBlock, input_gradients};
use crate::packing::{InputGradients, PackedWeights};
use crate::product::{Rows, add};
use crate::schedule::BLOCK;

/// How many words a thread works on before it asks for more.
const WORDS: usize = 512;

/// `W·x + b` of some rows of a table: (rows, G·H), packed.
pub(crate) fn project<const G: usize>(
    weights: &PackedWeights<G>,
    table: &[f32],
    rows: &[u32],
    projected: &mut [f32],
) {
    let columns = G * weights.num_hiddens;
    let pieces = projected.par_chunks_mut(WORDS * columns);
    pieces
        .zip(rows.par_chunks(WORDS))
        .for_each(|(projected, rows)| {
            weights.kernel.registers.dispatch(Project {
                weights,
                table,
                rows,
                projected,
            });
        });
}

struct Project<'a, const G: usize> {
    weights: &'a PackedWeights<G>,
    table: &'a [f32],
    rows: &'a [u32],
    projected: &'a mut [f32],
}

impl<const G: usize> WithSimd for Project<'_, G> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let mut block = InputBlock::new(self.weights.num_features);
        block.gather(self.table, self.weights.features(), self.rows);
        block.project(simd, self.weights, self.projected);
    }
}

/// From the gradients with respect to the projected words, (rows, G·H), to those with respect to W, b
/// and the table, added to what is there.
pub(crate) fn words_back<const G: usize>(
    weights: &PackedWeights<G>,
    table: &[f32],
    rows: &[u32],
    d_projected: &[f32],
    of_weights: &mut InputGradients,
    d_table: Option<&mut [f32]>,
) {
    let columns = G * weights.num_hiddens;
    let pieces = rows.par_chunks(WORDS);
    let pieces = pieces.zip(d_projected.par_chunks(WORDS * columns));
    let wanted = d_table.is_some();
    let pieces: Vec<(InputGradients, Vec<f32>)> = pieces
        .map(|(rows, d_projected)| {
            weights.kernel.registers.dispatch(WordsBack {
                weights,
                table,
                rows,
                d_projected,
                wanted,
            })
        })
        .collect();
    for (gradients, _) in &pieces {
        add(&mut of_weights.weights, &gradients.weights);
        add(&mut of_weights.bias, &gradients.bias);
    }
    let Some(d_table) = d_table else { return };
    let features = weights.features();
    let d_inputs = pieces
        .iter()
        .flat_map(|(_, d_inputs)| d_inputs.chunks_exact(weights.num_features));
    for (row, d_input) in rows.iter().zip(d_inputs) {
        let start = *row as usize * features;
        add(&mut d_table[start..start + features], &d_input[..features]);
    }
}

struct WordsBack<'a, const G: usize> {
    weights: &'a PackedWeights<G>,
    table: &'a [f32],
    rows: &'a [u32],
    d_projected: &'a [f32],
    /// Whether the gradients with respect to the table are.
    wanted: bool,
}

impl<const G: usize> WithSimd for WordsBack<'_, G> {
    type Output = (InputGradients, Vec<f32>);

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> (InputGradients, Vec<f32>) {
        let stride = G * self.weights.num_hiddens;
        let mut gradients = self.weights.input_zeros();
        let mut block = InputBlock::new(self.weights.num_features);
        let mut d_inputs = Vec::new();
        let mut d_block = Vec::new();
        let blocks = self.d_projected.chunks(BLOCK * stride);
        // ANCHOR: words_back
        for (rows, values) in self.rows.chunks(BLOCK).zip(blocks) {
            let d_projected = Rows { values, stride }; // (words, G·H)
            block.gather(self.table, self.weights.features(), rows);
            block.add_gradients(simd, d_projected, &mut gradients);
            if self.wanted {
                input_gradients(simd, self.weights, d_projected, &mut d_block);
                d_inputs.extend_from_slice(&d_block); // (words, F)
            }
        }
        // ANCHOR_END: words_back
        (gradients, d_inputs)
    }
}
