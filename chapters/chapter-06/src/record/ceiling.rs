//! The roofs of this machine: multiplications and additions on numbers that never leave their registers,
//! and the same on numbers that come from the second-level cache.

use std::hint::black_box;
use std::time::Instant;

use pulp::{Simd, WithSimd};
use rayon::prelude::*;

use crate::recorded::Roofs;
use crate::registers::Registers;

/// Sums that grow at once: each has to wait for its last addition, so that there have to be as many as
/// a processor begins in that time, and no more than it has registers for.
const SUMS: usize = 12;
/// Rounds of a measurement, some hundredths of a second.
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

/// Adds floats up that are read in their order.
struct Sum<'a> {
    values: &'a [f32],
    times: usize,
}

impl WithSimd for Sum<'_> {
    /// Bytes read.
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> usize {
        let mut sums = [simd.splat_f32s(0.0); SUMS];
        let registers = S::as_simd_f32s(self.values).0.as_chunks::<SUMS>().0;
        for _ in 0..self.times {
            for group in black_box(registers) {
                for (sum, value) in sums.iter_mut().zip(group) {
                    *sum = simd.add_f32s(*sum, *value);
                }
            }
        }
        black_box(sums);
        self.times * size_of_val(registers)
    }
}

/// The best rate of several runs of some work, in units of 10⁹ a second.
pub(super) fn best_rate(work: impl Fn() -> usize) -> f64 {
    let once = || {
        let start = Instant::now();
        let amount = work();
        amount as f64 / start.elapsed().as_secs_f64() / 1e9
    };
    (0..7).map(|_| once()).fold(0.0, f64::max)
}

/// Measures them.
pub(super) fn roofs() -> Roofs {
    let one = || Registers::default().dispatch(Multiply);
    let all = || {
        let threads = (0..rayon::current_num_threads()).into_par_iter();
        threads.map(|_| one()).sum()
    };
    // As many bytes as the recurrent weights of the measurements: too many for a first-level cache,
    // and few enough for a second-level one.
    let values = vec![1.0; 4 * 128 * 128];
    let read = || {
        Registers::default().dispatch(Sum {
            values: &values,
            times: 4000,
        })
    };
    Roofs {
        one_thread_gflops: best_rate(one),
        all_threads_gflops: best_rate(all),
        level_2_gigabytes: best_rate(read),
    }
}
