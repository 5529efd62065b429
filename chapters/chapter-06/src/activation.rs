//! Sigmoid and tanh of a whole vector register at once.

use pulp::Simd;

use crate::registers::Registers;

/// 2²³ · 1.5: adding it to a small float rounds that to a whole number, which then stands in the
/// lowest bits.
const ROUNDER: f32 = 12_582_912.0;
/// Beyond this, e^x is not a normal float any more; sigmoid and tanh have long reached their ends.
const LARGEST: f32 = 87.0;
/// The bits of 1.0: the exponent of 2⁰.
const ONE_BITS: u32 = 0x3f80_0000;
/// e^r ≈ 1 + r·(c₁ + r·(c₂ + … )) for |r| ≤ ln 2 / 2, the highest coefficient first: the polynomial of
/// degree 6 whose largest relative error is least, 2·10⁻⁹; with coefficients rounded to floats it is
/// 1.8·10⁻⁸, less than a third of what rounding e^r to a float costs.
pub(crate) const COEFFICIENTS: [f32; 6] = [
    0.001_384_360_7,
    0.008_374_196,
    0.041_668_005,
    0.166_664_3,
    0.499_999_94,
    1.0,
];

/// e^x for |x| ≤ 87, NaN for NaN: x = n·ln 2 + r, e^x = 2ⁿ·e^r.
///
/// n·ln 2 is rounded, so the relative error grows with n, to 3·10⁻⁶ at the ends. There sigmoid and
/// tanh are flat, and do not notice.
#[inline(always)]
// ANCHOR: exp
fn exp<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let splat = |value| simd.splat_f32s(value);
    let shifted =
        simd.mul_add_e_f32s(x, splat(std::f32::consts::LOG2_E), splat(ROUNDER));
    let n = simd.sub_f32s(shifted, splat(ROUNDER));
    let r = simd.mul_add_e_f32s(n, splat(-std::f32::consts::LN_2), x);
    let mut power = splat(COEFFICIENTS[0]);
    for coefficient in &COEFFICIENTS[1..] {
        power = simd.mul_add_e_f32s(power, r, splat(*coefficient));
    }
    let power = simd.mul_add_e_f32s(power, r, splat(1.0));
    // 2ⁿ: n, moved to where a float keeps its exponent, is added to that of 1.
    let n_bits = simd.wrapping_dyn_shl_u32s(
        simd.transmute_u32s_f32s(shifted),
        simd.splat_u32s(23),
    );
    let two_to_the_n = simd.add_u32s(n_bits, simd.splat_u32s(ONE_BITS));
    simd.mul_f32s(power, simd.transmute_f32s_u32s(two_to_the_n))
}
// ANCHOR_END: exp

/// x where it lies in -limit..limit, else the nearer end; NaN where x is NaN.
#[inline(always)]
fn clamp<S: Simd>(simd: S, x: S::f32s, limit: f32) -> S::f32s {
    let (low, high) = (simd.splat_f32s(-limit), simd.splat_f32s(limit));
    let x = simd.select_f32s(simd.less_than_f32s(x, low), low, x);
    simd.select_f32s(simd.greater_than_f32s(x, high), high, x)
}

/// 1 / (1 + e^(−x)).
#[inline(always)]
// ANCHOR: sigmoid_and_tanh
pub(crate) fn sigmoid<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let one = simd.splat_f32s(1.0);
    let minus_x = simd.neg_f32s(clamp(simd, x, LARGEST));
    simd.div_f32s(one, simd.add_f32s(one, exp(simd, minus_x)))
}

/// 1 − 2 / (1 + e^(2x)).
#[inline(always)]
pub(crate) fn tanh<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let one = simd.splat_f32s(1.0);
    let clamped = clamp(simd, x, LARGEST / 2.0);
    let denominator = simd.add_f32s(one, exp(simd, simd.add_f32s(clamped, clamped)));
    simd.sub_f32s(one, simd.div_f32s(simd.splat_f32s(2.0), denominator))
}
// ANCHOR_END: sigmoid_and_tanh

/// Applies a function to every value in place, exactly as the kernels do.
pub fn apply(values: &mut [f32], function: Activation) {
    Registers::default().dispatch(Apply { values, function });
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
        let (body, tail) = S::as_mut_simd_f32s(self.values);
        // No function that is handed a function: a call through a pointer is not inlined, and makes
        // every operation on a register a call.
        macro_rules! map {
            ($function:ident) => {{
                for x in body {
                    *x = $function(simd, *x);
                }
                let result = $function(simd, simd.partial_load_f32s(tail));
                simd.partial_store_f32s(tail, result);
            }};
        }
        match self.function {
            Activation::Sigmoid => map!(sigmoid),
            Activation::Tanh => map!(tanh),
        }
    }
}
