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
    /// For each [`COLUMNS`] vectors of packed gate rows, for each input unit: their weights.
    pub(crate) forward: Vec<f32>,
    /// For each [`COLUMNS`] vectors of input units, for each packed gate row: their weights.
    pub(crate) backward: Vec<f32>,
}

/// Where gate `gate` of unit `unit` stands in a packed row of gates · H.
pub(crate) fn packed_index(
    gate: usize,
    unit: usize,
    gates: usize,
    lanes: usize,
) -> usize {
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
    pub(crate) fn new(
        gates: usize,
        units: usize,
        weight_hh: impl Fn(usize, usize) -> f32,
    ) -> Self {
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
                    let panel = row / width * num_hiddens * width;
                    forward[panel + input * width + row % width] = weight;
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

/// Calls `$function::<S, …, ROWS>` with the constant `ROWS` that equals `$rows`.
macro_rules! with_rows {
    ($rows:expr, [$($n:literal),+], |$constant:ident| $call:expr) => {
        match $rows {
            $($n => { const $constant: usize = $n; $call })+
            _ => {}
        }
    };
}

/// How many values of a row the inner loop takes without asking whether there are as many.
const UNROLLED: usize = 8;

/// sums\[r\]\[c\] += Σₖ rows\[r\]\[k\] · panel\[k\]\[`FIRST` + c\], all sums in registers. The number of
/// k must be a multiple of [`UNROLLED`].
///
/// Loops and no `map`: a call that the compiler does not inline would move every sum to memory and
/// back.
#[inline(always)]
fn multiply<S: Simd, const ROWS: usize, const COLS: usize, const FIRST: usize>(
    simd: S,
    sums: &mut [[S::f32s; COLS]; ROWS],
    rows: [&[f32]; ROWS],
    panel: &[[S::f32s; COLUMNS]],
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
                    sums[r][c] = simd.mul_add_e_f32s(
                        value,
                        weights[k][FIRST + c],
                        sums[r][c],
                    );
                }
            }
        }
    }
}

/// The most rows of a tile: with two vectors side by side it has 12 sums, with four 24.
const MOST_ROWS: usize = 6;

/// Rows of numbers, each `stride` floats behind the one before.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) stride: usize,
}

impl Rows<'_> {
    /// Adds these rows times packed weights to sums: (rows, K) × (K, columns) → (rows, columns).
    #[inline(always)]
    pub(crate) fn add_product<S: Simd>(
        self,
        simd: S,
        weights: &[f32],
        columns: usize,
        sums: &mut [f32],
    ) {
        let panel_len = weights.len() / columns * COLUMNS * S::F32_LANES;
        for (block, panel) in weights.chunks_exact(panel_len).enumerate() {
            let panel = panels::<S, COLUMNS>(panel);
            for (row, count) in groups(sums.len() / columns, MOST_ROWS) {
                let place = Place {
                    row,
                    vector: block * COLUMNS,
                    columns,
                };
                with_rows!(count, [1, 2, 3, 4, 5, 6], |ROWS| {
                    // Half a panel at a time where a whole one would need more registers than there
                    // are; one or two rows need the width to keep the processor busy.
                    if S::REGISTER_COUNT >= 32 || ROWS < 3 {
                        self.add_tile::<S, ROWS, COLUMNS, 0>(
                            simd, panel, place, sums,
                        );
                    } else {
                        self.add_tile::<S, ROWS, 2, 0>(simd, panel, place, sums);
                        self.add_tile::<S, ROWS, 2, 2>(simd, panel, place, sums);
                    }
                });
            }
        }
    }

    /// `ROWS` rows times `COLS` vectors of a panel, from its vector `FIRST` on.
    #[inline(always)]
    fn add_tile<
        S: Simd,
        const ROWS: usize,
        const COLS: usize,
        const FIRST: usize,
    >(
        self,
        simd: S,
        panel: &[[S::f32s; COLUMNS]],
        place: Place,
        sums: &mut [f32],
    ) {
        let vectors = place.vector + FIRST..place.vector + FIRST + COLS;
        let mut rows: [&[f32]; ROWS] = [&[]; ROWS];
        let mut tile = [[simd.splat_f32s(0.0); COLS]; ROWS];
        for r in 0..ROWS {
            rows[r] = &self.values[(place.row + r) * self.stride..];
            let row = S::as_simd_f32s(&sums[place.floats(r)]).0;
            tile[r].copy_from_slice(&row[vectors.clone()]);
        }
        multiply::<S, ROWS, COLS, FIRST>(simd, &mut tile, rows, panel);
        for r in 0..ROWS {
            let row = S::as_mut_simd_f32s(&mut sums[place.floats(r)]).0;
            row[vectors.clone()].copy_from_slice(&tile[r]);
        }
    }
}

/// Where in the sums a tile stands.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    vector: usize,
    columns: usize,
}

impl Place {
    /// Where the tile's row `r` lies, the whole width of the sums.
    fn floats(self, r: usize) -> std::ops::Range<usize> {
        (self.row + r) * self.columns..(self.row + r + 1) * self.columns
    }
}

/// Cuts a slice of packed floats into groups of `N` vector registers.
#[inline(always)]
pub(crate) fn panels<S: Simd, const N: usize>(values: &[f32]) -> &[[S::f32s; N]] {
    S::as_simd_f32s(values).0.as_chunks().0
}

/// Cuts `count` rows into groups of at most `most`, as equal as can be: seven rows are four and three,
/// not six and a single one that would leave the processor waiting for its sums.
pub(crate) fn groups(
    count: usize,
    most: usize,
) -> impl Iterator<Item = (usize, usize)> {
    let groups = count.div_ceil(most);
    (0..groups).map(move |i| {
        let (start, end) = (i * count / groups, (i + 1) * count / groups);
        (start, end - start)
    })
}

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
    pub(crate) fn add<S: Simd>(mut self, simd: S) {
        if S::REGISTER_COUNT >= 32 {
            self.add_tiles::<S, COLUMNS>(simd);
        } else {
            self.add_tiles::<S, 2>(simd);
        }
    }

    #[inline(always)]
    fn add_tiles<S: Simd, const COLS: usize>(&mut self, simd: S) {
        let h = self.num_hiddens;
        let columns = self.sum.len() / h;
        for column in (0..columns).step_by(COLS * S::F32_LANES) {
            for (row, count) in groups(h, MOST_ROWS) {
                with_rows!(count, [1, 2, 3, 4, 5, 6], |ROWS| {
                    self.add_tile::<S, ROWS, COLS>(simd, row, column);
                });
            }
        }
    }

    #[inline(always)]
    fn add_tile<S: Simd, const ROWS: usize, const COLS: usize>(
        &mut self,
        simd: S,
        row: usize,
        column: usize,
    ) {
        let h = self.num_hiddens;
        let columns = self.sum.len() / h;
        let width = COLS * S::F32_LANES;
        let mut sums = [[simd.splat_f32s(0.0); COLS]; ROWS];
        for (r, sums) in sums.iter_mut().enumerate() {
            let start = (row + r) * columns + column;
            *sums = panels::<S, COLS>(&self.sum[start..start + width])[0];
        }
        let rights = self.right.chunks_exact(self.stride);
        for (left, right) in self.left.chunks_exact(h).zip(rights) {
            let left = &left[row..row + ROWS];
            let right = panels::<S, COLS>(&right[column..column + width])[0];
            for r in 0..ROWS {
                let value = simd.splat_f32s(left[r]);
                for c in 0..COLS {
                    sums[r][c] = simd.mul_add_e_f32s(value, right[c], sums[r][c]);
                }
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            let start = (row + r) * columns + column;
            let place = &mut self.sum[start..start + width];
            S::as_mut_simd_f32s(place).0.copy_from_slice(sums);
        }
    }
}
