//! The product of a few rows with a matrix, from three loops to tiles in registers.

use pulp::{Simd, WithSimd};

use crate::kernel::Kernel;
use crate::packing::Panels;
use crate::product::{Rows, Start};
use crate::registers::Registers;

/// (rows, K) × (K, columns) → (rows, columns), added to `sum`, in one of four ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Number by number of the result, as the formula has it.
    ThreeLoops,
    /// The same three loops, the columns innermost.
    ColumnsInnermost,
    /// Tiles in registers.
    Tiles,
    /// Tiles in registers, and packed weights.
    PackedTiles,
}

impl Way {
    /// All of them, the slowest first.
    pub const ALL: [Self; 4] = [
        Self::ThreeLoops,
        Self::ColumnsInnermost,
        Self::Tiles,
        Self::PackedTiles,
    ];

    /// What it is called in a table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ThreeLoops => "three loops",
            Self::ColumnsInnermost => "columns innermost",
            Self::Tiles => "tiles in registers",
            Self::PackedTiles => "and packed weights",
        }
    }
}

/// A matrix, (K, columns), for products with rows.
#[derive(Debug)]
pub struct Matrix {
    columns: usize,
    /// Row by row.
    values: Panels,
    packed: Panels,
}

impl Matrix {
    /// A matrix of these values, row by row. The columns must be a multiple of 64, the length of the
    /// rows' product, K, one of 8.
    #[must_use]
    pub fn new(values: &[f32], columns: usize) -> Self {
        let kernel = |packs| Kernel {
            packs,
            ..Kernel::default()
        };
        Self {
            columns,
            values: Panels::of(values, columns, kernel(false)),
            packed: Panels::of(values, columns, kernel(true)),
        }
    }

    /// Adds rows, (rows, K), times the matrix to `sum`, (rows, columns).
    pub fn add_product(&self, way: Way, rows: &[f32], sum: &mut [f32]) {
        Registers::default().dispatch(Product {
            matrix: self,
            way,
            rows,
            sum,
        });
    }
}

struct Product<'a> {
    matrix: &'a Matrix,
    way: Way,
    rows: &'a [f32],
    sum: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (columns, length) = (self.matrix.columns, self.matrix.values.rows);
        let weights = &self.matrix.values.values;
        let rows = Rows {
            values: self.rows,
            stride: length,
        };
        match self.way {
            Way::ThreeLoops => three_loops(self.rows, weights, columns, self.sum),
            Way::ColumnsInnermost => {
                columns_innermost(self.rows, weights, columns, self.sum);
            }
            Way::Tiles => {
                let weights = &self.matrix.values;
                rows.add_product(simd, weights, Start::Sum, columns, self.sum);
            }
            Way::PackedTiles => {
                let weights = &self.matrix.packed;
                rows.add_product(simd, weights, Start::Sum, columns, self.sum);
            }
        }
    }
}

// ANCHOR: three_loops
#[inline(always)]
fn three_loops(rows: &[f32], weights: &[f32], columns: usize, sum: &mut [f32]) {
    let length = weights.len() / columns; // K
    for (row, sum) in rows.chunks_exact(length).zip(sum.chunks_exact_mut(columns)) {
        for column in 0..columns {
            for k in 0..length {
                sum[column] += row[k] * weights[k * columns + column];
            }
        }
    }
}
// ANCHOR_END: three_loops

// ANCHOR: columns_innermost
#[inline(always)]
fn columns_innermost(
    rows: &[f32],
    weights: &[f32],
    columns: usize,
    sum: &mut [f32],
) {
    let length = weights.len() / columns; // K
    for (row, sum) in rows.chunks_exact(length).zip(sum.chunks_exact_mut(columns)) {
        for (number, weights) in row.iter().zip(weights.chunks_exact(columns)) {
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += number * weight;
            }
        }
    }
}
// ANCHOR_END: columns_innermost
