//! The vectorised activations over the whole range of floats.

use chapter_06::accuracy::{floats_of_every_size, largest_error};
use chapter_06::activation::{Activation, apply};

#[test]
fn errors_stay_below_two_ten_millionths() {
    let floats = floats_of_every_size();
    for function in [Activation::Sigmoid, Activation::Tanh] {
        let worst = largest_error(function, &floats);
        assert!(worst <= 2e-7, "{function:?}: {worst:e}");
        assert!(worst > 0.0, "a float cannot be exact everywhere");
    }
}

#[test]
fn nan_stays_nan_and_nothing_else_becomes_nan() {
    let floats = floats_of_every_size();
    for function in [Activation::Sigmoid, Activation::Tanh] {
        let mut values = floats.clone();
        apply(&mut values, function);
        for (x, y) in floats.iter().zip(values) {
            assert_eq!(x.is_nan(), y.is_nan(), "{x} gives {y}");
        }
    }
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
