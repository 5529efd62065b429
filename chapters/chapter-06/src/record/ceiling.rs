//! The most that this machine can compute: multiplications and additions on numbers that never leave
//! their registers.

use std::hint::black_box;
use std::time::Instant;

use pulp::{Simd, WithSimd};
use rayon::prelude::*;

use crate::registers::Registers;

/// Sums that grow at once: each has to wait for its last addition, so that there have to be as many as
/// a processor begins in that time, and no more than it has registers for.
const SUMS: usize = 12;
/// Rounds of a measurement, some tenths of a second.
const ROUNDS: usize = 10_000_000;

struct Multiply;

impl WithSimd for Multiply {
    /// Multiplications and additions.
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> usize {
        let factor = simd.splat_f32s(black_box(0.5));
        let term = simd.splat_f32s(black_box(1.0));
        let mut sums = [simd.splat_f32s(black_box(0.0)); SUMS];
        for _ in 0..ROUNDS {
            for sum in &mut sums {
                *sum = simd.mul_add_e_f32s(*sum, factor, term);
            }
        }
        black_box(sums);
        2 * SUMS * ROUNDS * S::F32_LANES
    }
}

/// How many operations a second all threads do at once, in units of 10⁹: the best of three.
pub fn gflops() -> f64 {
    let once = || {
        let start = Instant::now();
        let threads = (0..rayon::current_num_threads()).into_par_iter();
        let operations: usize = threads
            .map(|_| Registers::default().dispatch(Multiply))
            .sum();
        operations as f64 / start.elapsed().as_secs_f64() / 1e9
    };
    (0..3).map(|_| once()).fold(0.0, f64::max)
}
