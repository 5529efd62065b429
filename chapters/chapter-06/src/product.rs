//! Small matrix products whose sums stay in registers, and the weights in the order they read them.

use pulp::{Simd, WithSimd};

/// Vector registers side by side in a panel of the backward product.
pub(crate) const COLUMNS: usize = 4;
/// The hidden units are filled up with zeros to a multiple of this many floats, the widest vector of
/// any processor times [`COLUMNS`]. Units of zero weights stay at zero and change nothing.
pub(crate) const UNIT_BLOCK: usize = 64;

/// Recurrent weights in the order in which the kernels read them.
#[derive(Debug)]
pub(crate) struct PackedWeights {
    /// H, a multiple of [`UNIT_BLOCK`].
    pub(crate) num_hiddens: usize,
    /// Floats of a vector register.
    pub(crate) lanes: usize,
    /// For each vector of units, for each input unit: the gates' weights.
    pub(crate) forward: Vec<f32>,
    /// For each [`COLUMNS`] vectors of input units, for each packed gate row: their weights.
    pub(crate) backward: Vec<f32>,
}

/// Where gate `gate` of unit `unit` stands in a packed row of gates · H.
pub(crate) fn packed_index(gate: usize, unit: usize, gates: usize, lanes: usize) -> usize {
    (unit / lanes * gates + gate) * lanes + unit % lanes
}

/// The width of a vector register on this machine, in floats.
pub(crate) fn vector_lanes() -> usize {
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

impl PackedWeights {
    /// Packs U: `weight_hh(row, input)` for the gate rows in the order of the layer's weights.
    pub(crate) fn new(gates: usize, units: usize, weight_hh: impl Fn(usize, usize) -> f32) -> Self {
        let lanes = vector_lanes();
        let num_hiddens = units.next_multiple_of(UNIT_BLOCK);
        let mut forward = vec![0.0; gates * num_hiddens * num_hiddens];
        let mut backward = vec![0.0; gates * num_hiddens * num_hiddens];
        let width = COLUMNS * lanes;
        for gate in 0..gates {
            for unit in 0..units {
                let row = packed_index(gate, unit, gates, lanes);
                for input in 0..units {
                    let weight = weight_hh(gate * units + unit, input);
                    let panel = unit / lanes * num_hiddens * gates * lanes;
                    forward[panel + (input * gates + gate) * lanes + unit % lanes] = weight;
                    let panel = input / width * gates * num_hiddens * width;
                    backward[panel + row * width + input % width] = weight;
                }
            }
        }
        Self {
            num_hiddens,
            lanes,
            forward,
            backward,
        }
    }
}

/// How many values of a row the inner loop takes without asking whether there are as many.
const UNROLLED: usize = 8;

/// sums\[r\]\[c\] += Σₖ rows\[r\]\[k\] · panel\[k\]\[c\], all sums in registers. The number of k must
/// be a multiple of [`UNROLLED`].
///
/// Loops and no `map`: a call that the compiler does not inline would move every sum to memory and
/// back.
#[inline(always)]
pub(crate) fn multiply<S: Simd, const ROWS: usize, const COLS: usize>(
    simd: S,
    sums: &mut [[S::f32s; COLS]; ROWS],
    rows: [&[f32]; ROWS],
    panel: &[[S::f32s; COLS]],
) {
    let weights = panel.as_chunks::<UNROLLED>().0;
    let mut chunks: [&[[f32; UNROLLED]]; ROWS] = [&[]; ROWS];
    for r in 0..ROWS {
        chunks[r] = &rows[r].as_chunks::<UNROLLED>().0[..weights.len()];
    }
    for (i, weights) in weights.iter().enumerate() {
        for k in 0..UNROLLED {
            for r in 0..ROWS {
                let value = simd.splat_f32s(chunks[r][i][k]);
                for c in 0..COLS {
                    sums[r][c] = simd.mul_add_e_f32s(value, weights[k][c], sums[r][c]);
                }
            }
        }
    }
}

/// Cuts a slice of packed floats into groups of `N` vector registers.
#[inline(always)]
pub(crate) fn panels<S: Simd, const N: usize>(values: &[f32]) -> &[[S::f32s; N]] {
    S::as_simd_f32s(values).0.as_chunks().0
}

/// Cuts `count` rows into groups of at most `most`, as equal as can be: seven rows are four and three,
/// not six and a single one that would leave the processor waiting for its sums.
pub(crate) fn groups(count: usize, most: usize) -> impl Iterator<Item = (usize, usize)> {
    let groups = count.div_ceil(most);
    (0..groups).map(move |i| {
        let (start, end) = (i * count / groups, (i + 1) * count / groups);
        (start, end - start)
    })
}

/// Calls `$function::<S, …, ROWS>` with the constant `ROWS` that equals `$rows`.
macro_rules! with_rows {
    ($rows:expr, [$($n:literal),+], |$constant:ident| $call:expr) => {
        match $rows {
            $($n => { const $constant: usize = $n; $call })+
            _ => {}
        }
    };
}
pub(crate) use with_rows;

/// Σ over positions of `left`ᵀ × `right`, added to `sum`: (positions, H)ᵀ × (positions, columns).
pub(crate) struct OuterProduct<'a> {
    /// (positions, H)
    pub(crate) left: &'a [f32],
    /// H, a multiple of [`UNIT_BLOCK`].
    pub(crate) num_hiddens: usize,
    /// (positions, columns), rows `stride` floats apart.
    pub(crate) right: &'a [f32],
    /// See `right`.
    pub(crate) stride: usize,
    /// (H, columns)
    pub(crate) sum: &'a mut [f32],
}

impl OuterProduct<'_> {
    /// Adds the product to the sum.
    #[inline(always)]
    pub(crate) fn add<S: Simd>(self, simd: S) {
        if S::REGISTER_COUNT >= 32 {
            self.add_tiles::<S, 4>(simd);
        } else {
            self.add_tiles::<S, 2>(simd);
        }
    }

    #[inline(always)]
    fn add_tiles<S: Simd, const ROWS: usize>(self, simd: S) {
        let h = self.num_hiddens;
        let columns = self.sum.len() / h;
        let width = COLUMNS * S::F32_LANES;
        for column in (0..columns).step_by(width) {
            for row in (0..h).step_by(ROWS) {
                let mut sums = [[simd.splat_f32s(0.0); COLUMNS]; ROWS];
                for (r, sums) in sums.iter_mut().enumerate() {
                    let start = (row + r) * columns + column;
                    *sums = panels::<S, COLUMNS>(&self.sum[start..start + width])[0];
                }
                let rights = self.right.chunks_exact(self.stride);
                for (left, right) in self.left.chunks_exact(h).zip(rights) {
                    let left = &left[row..row + ROWS];
                    let right = panels::<S, COLUMNS>(&right[column..column + width])[0];
                    for r in 0..ROWS {
                        let value = simd.splat_f32s(left[r]);
                        for c in 0..COLUMNS {
                            sums[r][c] = simd.mul_add_e_f32s(value, right[c], sums[r][c]);
                        }
                    }
                }
                for (r, result) in sums.iter().enumerate() {
                    let start = (row + r) * columns + column;
                    let place = &mut self.sum[start..start + width];
                    S::as_mut_simd_f32s(place).0.copy_from_slice(result);
                }
            }
        }
    }
}
