//! Small matrix products that are added up in registers.
//!
//! What bounds their speed is reading. So a *tile* of the result, some rows times some vector
//! registers, stays in registers (*accumulators*) over the whole length of the product: each weight
//! that has been read serves all rows of the tile, and each number of a row all of its columns.

use pulp::Simd;

use crate::packing::{COLUMNS, Panels, panels};

/// The most rows of a tile. With it a tile fills the registers that a processor has.
///
/// - 32 registers (AVX-512, ARM): 6 rows × 4 registers are 24 accumulators; 4 more hold the weights
///   and one the number that they are multiplied by.
/// - 16 registers (AVX2): 6 rows × 2 registers are 12 accumulators, with 2 of weights and one number.
///
/// A larger tile would not fit, and the compiler would move accumulators to memory and back.
const MOST_ROWS: usize = 6;

/// Evaluates `$call` with a constant that equals `$rows`, for the compiler to lay out the registers.
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

/// accumulators\[r\]\[c\] += Σₖ rows\[r\]\[k\] · panel\[k\]\[`FIRST` + c\]. The number of k must be a
/// multiple of [`UNROLLED`].
///
/// Loops and no `map`: a call that the compiler does not inline would move every accumulator to
/// memory and back.
#[inline(always)]
// ANCHOR: multiply
pub(crate) fn multiply<
    S: Simd,
    const ROWS: usize,
    const COLS: usize,
    const FIRST: usize,
>(
    simd: S,
    accumulators: &mut [[S::f32s; COLS]; ROWS],
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
                    accumulators[r][c] = simd.mul_add_e_f32s(
                        value,
                        weights[k][FIRST + c],
                        accumulators[r][c],
                    );
                }
            }
        }
    }
}
// ANCHOR_END: multiply

/// The same with weights that are not packed, a row for each k.
#[inline(always)]
fn multiply_in_rows<
    'a,
    S: Simd,
    const ROWS: usize,
    const COLS: usize,
    const FIRST: usize,
>(
    simd: S,
    accumulators: &mut [[S::f32s; COLS]; ROWS],
    rows: [&[f32]; ROWS],
    weights: impl Iterator<Item = &'a [f32]>,
) {
    for (k, weights) in weights.enumerate() {
        let weights = &panels::<S, COLUMNS>(weights)[0];
        for r in 0..ROWS {
            let value = simd.splat_f32s(rows[r][k]);
            for c in 0..COLS {
                accumulators[r][c] = simd.mul_add_e_f32s(
                    value,
                    weights[FIRST + c],
                    accumulators[r][c],
                );
            }
        }
    }
}

/// Rows of numbers, each `stride` floats behind the one before.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) stride: usize,
}

/// What a product is added to.
#[derive(Clone, Copy)]
pub(crate) enum Start<'a> {
    /// What stands where the result is written.
    Sum,
    /// This row, for each row of the result.
    Row(&'a [f32]),
}

impl Rows<'_> {
    /// Adds these rows times packed weights to `start`: (rows, K) × (K, columns) → (rows, columns),
    /// in `sum`.
    #[inline(always)]
    pub(crate) fn add_product<S: Simd>(
        self,
        simd: S,
        weights: &Panels,
        start: Start<'_>,
        columns: usize,
        sum: &mut [f32],
    ) {
        if weights.width == COLUMNS * S::F32_LANES {
            self.add_blocks::<S, true>(simd, weights, start, columns, sum);
        } else {
            self.add_blocks::<S, false>(simd, weights, start, columns, sum);
        }
    }

    /// [`Self::add_product`], a block of [`COLUMNS`] registers after the other.
    #[inline(always)]
    fn add_blocks<S: Simd, const PACKED: bool>(
        self,
        simd: S,
        weights: &Panels,
        start: Start<'_>,
        columns: usize,
        sum: &mut [f32],
    ) {
        // ANCHOR: blocks
        let width = COLUMNS * S::F32_LANES;
        for block in 0..columns / width {
            let weights = if PACKED {
                let floats = weights.rows * width;
                &weights.values[block * floats..(block + 1) * floats]
            } else {
                &weights.values[block * width..]
            };
            for (row, count) in groups(sum.len() / columns, MOST_ROWS) {
                let place = Place {
                    row,
                    vector: block * COLUMNS,
                    columns,
                };
                with_rows!(count, [1, 2, 3, 4, 5, 6], |ROWS| {
                    // With 16 registers a whole panel has room for two rows
                    // only. More rows take it half by half; one or two rows
                    // take it whole, since half of it would not give the
                    // processor enough to do at once.
                    if S::REGISTER_COUNT >= 32 || ROWS < 3 {
                        self.add_tile::<S, PACKED, ROWS, COLUMNS, 0>(
                            simd, weights, start, place, sum,
                        );
                    } else {
                        self.add_tile::<S, PACKED, ROWS, 2, 0>(
                            simd, weights, start, place, sum,
                        );
                        self.add_tile::<S, PACKED, ROWS, 2, 2>(
                            simd, weights, start, place, sum,
                        );
                    }
                });
            }
        }
        // ANCHOR_END: blocks
    }

    /// `ROWS` rows times `COLS` vectors of a block, from its vector `FIRST` on.
    #[inline(always)]
    fn add_tile<
        S: Simd,
        const PACKED: bool,
        const ROWS: usize,
        const COLS: usize,
        const FIRST: usize,
    >(
        self,
        simd: S,
        weights: &[f32],
        start: Start<'_>,
        place: Place,
        sum: &mut [f32],
    ) {
        let vectors = place.vector + FIRST..place.vector + FIRST + COLS;
        let mut rows: [&[f32]; ROWS] = [&[]; ROWS];
        let mut tile = [[simd.splat_f32s(0.0); COLS]; ROWS];
        for r in 0..ROWS {
            rows[r] = &self.values[(place.row + r) * self.stride..];
            let row = match start {
                Start::Sum => &sum[place.floats(r)],
                Start::Row(row) => row,
            };
            tile[r].copy_from_slice(&S::as_simd_f32s(row).0[vectors.clone()]);
        }
        if PACKED {
            let panel = panels::<S, COLUMNS>(weights);
            multiply::<S, ROWS, COLS, FIRST>(simd, &mut tile, rows, panel);
        } else {
            let weights = weights.chunks(place.columns);
            multiply_in_rows::<S, ROWS, COLS, FIRST>(simd, &mut tile, rows, weights);
        }
        for r in 0..ROWS {
            let row = S::as_mut_simd_f32s(&mut sum[place.floats(r)]).0;
            row[vectors.clone()].copy_from_slice(&tile[r]);
        }
    }
}

/// Where in the sum a tile stands.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    vector: usize,
    columns: usize,
}

impl Place {
    /// Where the tile's row `r` lies, the whole width of the sum.
    fn floats(self, r: usize) -> std::ops::Range<usize> {
        (self.row + r) * self.columns..(self.row + r + 1) * self.columns
    }
}

/// Cuts `count` rows into groups of at most `most`, as equal as can be: seven rows are four and three,
/// not six and a single one, which would leave the processor waiting for each of its few additions.
fn groups(count: usize, most: usize) -> impl Iterator<Item = (usize, usize)> {
    let groups = count.div_ceil(most);
    (0..groups).map(move |i| {
        let (start, end) = (i * count / groups, (i + 1) * count / groups);
        (start, end - start)
    })
}

/// Σ over positions of `left`ᵀ × `right`, added to `sum`: (positions, K)ᵀ × (positions, columns) →
/// (K, columns).
pub(crate) struct OuterProduct<'a> {
    /// (positions, K)
    pub(crate) left: Rows<'a>,
    /// (positions, columns)
    pub(crate) right: Rows<'a>,
    /// (K, columns)
    pub(crate) sum: &'a mut [f32],
    pub(crate) columns: usize,
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
        let height = self.sum.len() / self.columns;
        let positions = self.left.values.len() / self.left.stride;
        let left = self.left_in_order(height);
        // What a tile reads of `right`.
        let mut strip = vec![[simd.splat_f32s(0.0); COLS]; positions];
        for column in (0..self.columns).step_by(COLS * S::F32_LANES) {
            let rights = self.right.values.chunks_exact(self.right.stride);
            let width = column..column + COLS * S::F32_LANES;
            for (vectors, right) in strip.iter_mut().zip(rights) {
                *vectors = panels::<S, COLS>(&right[width.clone()])[0];
            }
            for (row, count) in groups(height, MOST_ROWS) {
                let left = &left[positions * row..positions * (row + count)];
                with_rows!(count, [1, 2, 3, 4, 5, 6], |ROWS| {
                    let left = left.as_chunks::<ROWS>().0;
                    self.add_tile::<S, ROWS, COLS>(simd, left, &strip, row, column);
                });
            }
        }
    }

    /// What the tiles read of `left`, in the order in which they do: for each group of columns, for
    /// each position, their numbers.
    fn left_in_order(&self, height: usize) -> Vec<f32> {
        let positions = self.left.values.len() / self.left.stride;
        let mut in_order = vec![0.0; positions * height];
        for (row, count) in groups(height, MOST_ROWS) {
            let group = &mut in_order[positions * row..positions * (row + count)];
            let lefts = self.left.values.chunks_exact(self.left.stride);
            with_rows!(count, [1, 2, 3, 4, 5, 6], |ROWS| {
                let group = group.as_chunks_mut::<ROWS>().0;
                for (numbers, left) in group.iter_mut().zip(lefts) {
                    numbers.copy_from_slice(&left[row..row + ROWS]);
                }
            });
        }
        in_order
    }

    #[inline(always)]
    fn add_tile<S: Simd, const ROWS: usize, const COLS: usize>(
        &mut self,
        simd: S,
        left: &[[f32; ROWS]],
        right: &[[S::f32s; COLS]],
        row: usize,
        column: usize,
    ) {
        let width = COLS * S::F32_LANES;
        // ANCHOR: outer
        // From zero, and added to the sum as a whole: a long sum of short sums is
        // rounded less than one that grows number by number.
        let mut tile = [[simd.splat_f32s(0.0); COLS]; ROWS];
        for (left, right) in left.iter().zip(right) {
            for r in 0..ROWS {
                let value = simd.splat_f32s(left[r]);
                for c in 0..COLS {
                    tile[r][c] = simd.mul_add_e_f32s(value, right[c], tile[r][c]);
                }
            }
        }
        for (r, accumulators) in tile.iter().enumerate() {
            let start = (row + r) * self.columns + column;
            let place = &mut self.sum[start..start + width];
            for (sum, c) in S::as_mut_simd_f32s(place).0.iter_mut().zip(accumulators)
            {
                *sum = simd.add_f32s(*sum, *c);
            }
        }
        // ANCHOR_END: outer
    }
}

/// Adds the sum of these rows to `sum`: (rows, columns) → (columns), for the same reason in one piece.
pub(crate) fn add_rows(sum: &mut [f32], rows: Rows<'_>) {
    let mut of_rows = vec![0.0; sum.len()];
    for row in rows.values.chunks_exact(rows.stride) {
        add(&mut of_rows, &row[..sum.len()]);
    }
    add(sum, &of_rows);
}

/// sum += values, elementwise.
pub(crate) fn add(sum: &mut [f32], values: &[f32]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}
