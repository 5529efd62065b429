//! A tile of any shape by itself, to be timed.

use std::hint::black_box;
use std::time::Instant;

use pulp::{Simd, WithSimd};

use crate::packing::{COLUMNS, panels};
use crate::product::multiply;
use crate::registers::Registers;

/// How long the product is: the hidden units of the tutorial's LSTM.
const LENGTH: usize = 128;
/// Tiles of a measurement, some thousandths of a second.
const TILES: usize = 4_000;

/// How many registers a tile needs: its sums, a row of its weights, and the number that they are
/// multiplied by.
// ANCHOR: registers_needed
#[must_use]
pub const fn registers_needed(rows: usize, columns: usize) -> usize {
    rows * columns + columns + 1
}
// ANCHOR_END: registers_needed

/// How many operations a second a tile of `ROWS` rows and `COLS` registers does, at most four, in units
/// of 10⁹: the best of several runs, in one thread, with the widest registers.
#[must_use]
pub fn gflops<const ROWS: usize, const COLS: usize>() -> f64 {
    assert!(COLS <= COLUMNS, "a panel is {COLUMNS} registers wide");
    let operations = |lanes| 2 * ROWS * COLS * lanes * LENGTH * TILES;
    let run = || {
        let start = Instant::now();
        let lanes = Registers::default().dispatch(Tile::<ROWS, COLS>);
        operations(lanes) as f64 / start.elapsed().as_secs_f64() / 1e9
    };
    (0..15).map(|_| run()).fold(0.0, f64::max)
}

struct Tile<const ROWS: usize, const COLS: usize>;

impl<const ROWS: usize, const COLS: usize> WithSimd for Tile<ROWS, COLS> {
    /// Floats of a register.
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> usize {
        let numbers = vec![0.5; ROWS * LENGTH];
        let weights = vec![0.5; LENGTH * COLUMNS * S::F32_LANES];
        let panel = panels::<S, COLUMNS>(&weights);
        let mut rows: [&[f32]; ROWS] = [&[]; ROWS];
        for (row, numbers) in rows.iter_mut().zip(numbers.chunks_exact(LENGTH)) {
            *row = numbers;
        }
        let mut sums = [[simd.splat_f32s(0.0); COLS]; ROWS];
        for _ in 0..TILES {
            let mut tile = [[simd.splat_f32s(0.0); COLS]; ROWS];
            multiply::<S, ROWS, COLS, 0>(simd, &mut tile, rows, black_box(panel));
            // Written as a whole: what a pointer points at is no register.
            for r in 0..ROWS {
                sums[r].copy_from_slice(&tile[r]);
            }
            black_box(&mut sums);
        }
        S::F32_LANES
    }
}
