//! The vectorised activations over the whole range of floats.

use chapter_06::activation::{Activation, apply};

/// The largest absolute error over floats spread over all bit patterns.
fn worst(function: Activation, exact: fn(f64) -> f64) -> f64 {
    let mut worst = 0f64;
    // An odd stride over the bit patterns: every exponent and both signs, 4 million floats.
    let floats: Vec<f32> = (0..=u32::MAX).step_by(1021).map(f32::from_bits).collect();
    for chunk in floats.chunks(1 << 16) {
        let mut values = chunk.to_vec();
        apply(&mut values, function);
        for (x, y) in chunk.iter().zip(values) {
            assert_eq!(x.is_nan(), y.is_nan(), "{x} gives {y}");
            if !x.is_nan() {
                worst = worst.max((f64::from(y) - exact(f64::from(*x))).abs());
            }
        }
    }
    worst
}

#[test]
fn errors_stay_below_two_ten_millionths() {
    let sigmoid = worst(Activation::Sigmoid, |x| 1.0 / (1.0 + (-x).exp()));
    let tanh = worst(Activation::Tanh, f64::tanh);
    assert!(sigmoid <= 2e-7, "{sigmoid:e}");
    assert!(tanh <= 2e-7, "{tanh:e}");
}

#[test]
fn the_ends_are_exact() {
    let ends = [f32::INFINITY, f32::NEG_INFINITY, 0.0, f32::NAN];
    let apply_to_ends = |function| {
        let mut values = ends;
        apply(&mut values, function);
        values
    };
    let [top, bottom, middle, nan] = apply_to_ends(Activation::Sigmoid);
    assert_eq!((top, middle), (1.0, 0.5));
    assert!((0.0..1e-37).contains(&bottom) && nan.is_nan());
    let [top, bottom, middle, nan] = apply_to_ends(Activation::Tanh);
    assert_eq!((top, bottom, middle), (1.0, -1.0, 0.0));
    assert!(nan.is_nan());
}
