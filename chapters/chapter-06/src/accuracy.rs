//! How exact the activations are: the kernels' functions against those of the standard library in 64
//! bits.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activation::{Activation, COEFFICIENTS, apply};

/// The function in 64 bits.
fn exact(function: Activation, x: f64) -> f64 {
    match function {
        Activation::Sigmoid => 1.0 / (1.0 + (-x).exp()),
        Activation::Tanh => x.tanh(),
    }
}

/// The largest absolute error over these numbers, NaN left out.
#[must_use]
pub fn largest_error(function: Activation, numbers: &[f32]) -> f64 {
    let mut values = numbers.to_vec();
    apply(&mut values, function);
    let errors = numbers.iter().zip(values).map(|(x, value)| {
        let difference = f64::from(value) - exact(function, f64::from(*x));
        difference.abs()
    });
    // `max` passes over NaN.
    errors.fold(0.0, f64::max)
}

// ANCHOR: all_floats
/// Four million floats, spread evenly over all bit patterns: every exponent, both
/// signs, and NaNs.
#[must_use]
pub fn floats_of_every_size() -> Vec<f32> {
    (0..=u32::MAX).step_by(1021).map(f32::from_bits).collect()
}
// ANCHOR_END: all_floats

/// The largest absolute error over every float there is, NaN left out: a minute or two.
#[must_use]
pub fn largest_error_of_all(function: Activation) -> f64 {
    const PIECE: u64 = 1 << 20;
    let pieces = (0..(1u64 << 32) / PIECE).into_par_iter();
    let errors = pieces.map(|piece| {
        let bits = piece * PIECE..(piece + 1) * PIECE;
        let floats: Vec<f32> =
            bits.map(|bits| f32::from_bits(bits as u32)).collect();
        largest_error(function, &floats)
    });
    errors.reduce(|| 0.0, f64::max)
}

/// The largest relative error of the polynomial in e^x, its coefficients as they are rounded, over the
/// stretch where it is used: |r| ≤ ln 2 / 2.
#[must_use]
pub fn largest_error_of_the_polynomial() -> f64 {
    const PLACES: i32 = 100_000;
    let errors = (-PLACES..=PLACES).map(|place| {
        let r = f64::from(place) / f64::from(PLACES) * std::f64::consts::LN_2 / 2.0;
        let power = COEFFICIENTS
            .iter()
            .fold(0.0, |power, c| power * r + f64::from(*c));
        ((power * r + 1.0) / r.exp() - 1.0).abs()
    });
    errors.fold(0.0, f64::max)
}

/// The largest errors near a number, in units of 10⁻⁸.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorsNear {
    /// The middle of the stretch.
    pub x: f64,
    /// Of the sigmoid.
    pub sigmoid_e8: f64,
    /// Of tanh.
    pub tanh_e8: f64,
}

/// The largest errors in each of the stretches, a quarter long, from -12 to 12.
#[must_use]
pub fn errors_over_the_range() -> Vec<ErrorsNear> {
    const LENGTH: f32 = 0.25;
    const NUMBERS: u16 = 8192;
    (-48i16..48)
        .map(|stretch| {
            let start = f32::from(stretch) * LENGTH;
            let number = |i| start + LENGTH * f32::from(i) / f32::from(NUMBERS);
            let numbers: Vec<f32> = (0..NUMBERS).map(number).collect();
            ErrorsNear {
                x: f64::from(start + LENGTH / 2.0),
                sigmoid_e8: largest_error(Activation::Sigmoid, &numbers) * 1e8,
                tanh_e8: largest_error(Activation::Tanh, &numbers) * 1e8,
            }
        })
        .collect()
}
