//! Sigmoid and tanh of a whole vector register at once.

use pulp::Simd;

/// 2²³ · 1.5: adding it to a small float rounds that to a whole number, which then stands in the
/// lowest bits.
const ROUNDER: f32 = 12_582_912.0;
/// Beyond this, e^x is not a normal float any more; sigmoid and tanh have long reached their ends.
const LARGEST: f32 = 87.0;

/// e^x for |x| ≤ 87, within 2 units in the last place: x = n·ln 2 + r, e^x = 2ⁿ·e^r, and e^r for
/// |r| ≤ ln 2 / 2 by its Taylor polynomial of degree 7.
#[inline(always)]
fn exp<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let splat = |value| simd.splat_f32s(value);
    let shifted = simd.mul_add_e_f32s(x, splat(std::f32::consts::LOG2_E), splat(ROUNDER));
    let n = simd.sub_f32s(shifted, splat(ROUNDER));
    // ln 2 in two parts, the first of so few bits that n times it is exact.
    let r = simd.mul_add_e_f32s(n, splat(-0.693_359_4), x);
    let r = simd.mul_add_e_f32s(n, splat(2.121_944_4e-4), r);
    let mut power = splat(1.0 / 5040.0);
    for coefficient in [
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        power = simd.mul_add_e_f32s(power, r, splat(coefficient));
    }
    // 2ⁿ: n, moved to where a float keeps its exponent, is added to the exponent of e^r.
    let exponent =
        simd.wrapping_dyn_shl_u32s(simd.transmute_u32s_f32s(shifted), simd.splat_u32s(23));
    simd.transmute_f32s_u32s(simd.add_u32s(simd.transmute_u32s_f32s(power), exponent))
}

/// x where it lies in -limit..limit, else the nearer end; NaN where x is NaN.
#[inline(always)]
fn clamp<S: Simd>(simd: S, x: S::f32s, limit: f32) -> S::f32s {
    let (low, high) = (simd.splat_f32s(-limit), simd.splat_f32s(limit));
    let x = simd.select_f32s(simd.less_than_f32s(x, low), low, x);
    simd.select_f32s(simd.greater_than_f32s(x, high), high, x)
}

/// 1 / (1 + e^(−x)).
#[inline(always)]
pub(crate) fn sigmoid<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let one = simd.splat_f32s(1.0);
    let minus_x = simd.neg_f32s(clamp(simd, x, LARGEST));
    let result = simd.div_f32s(one, simd.add_f32s(one, exp(simd, minus_x)));
    keep_nan(simd, x, result)
}

/// 1 − 2 / (1 + e^(2x)).
#[inline(always)]
pub(crate) fn tanh<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let one = simd.splat_f32s(1.0);
    let clamped = clamp(simd, x, LARGEST / 2.0);
    let denominator = simd.add_f32s(one, exp(simd, simd.add_f32s(clamped, clamped)));
    let result = simd.sub_f32s(one, simd.div_f32s(simd.splat_f32s(2.0), denominator));
    keep_nan(simd, x, result)
}

/// NaN where x is NaN: the bit tricks of `exp` could turn it into a number.
#[inline(always)]
fn keep_nan<S: Simd>(simd: S, x: S::f32s, result: S::f32s) -> S::f32s {
    simd.select_f32s(simd.equal_f32s(x, x), result, x)
}

/// Applies `sigmoid` (else tanh) to every value in place: the kernels' functions, for tests.
pub fn apply(values: &mut [f32], function: Activation) {
    pulp::Arch::new().dispatch(Apply { values, function });
}

/// Which function [`apply`] applies.
#[derive(Clone, Copy, Debug)]
pub enum Activation {
    /// 1 / (1 + e^(−x))
    Sigmoid,
    /// (e^x − e^(−x)) / (e^x + e^(−x))
    Tanh,
}

struct Apply<'a> {
    values: &'a mut [f32],
    function: Activation,
}

impl pulp::WithSimd for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let function = |x| match self.function {
            Activation::Sigmoid => sigmoid(simd, x),
            Activation::Tanh => tanh(simd, x),
        };
        let (body, tail) = S::as_mut_simd_f32s(self.values);
        for x in body {
            *x = function(*x);
        }
        let result = function(simd.partial_load_f32s(tail));
        simd.partial_store_f32s(tail, result);
    }
}
