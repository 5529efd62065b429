//! Gradient descent by hand: slopes are those that candle finds, and steps lead where the pages say.
use candle_core::{Device, Tensor, Var};
use chapter_03::accuracy::interval;
use chapter_03::backward::{backward, forward};
use chapter_03::descent::{
    EXAMPLE, Example, Line, ON_A_LINE, descend, loss, measured_slope, slope,
};
use proptest::prelude::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * (1.0 + a.abs().max(b.abs()))
}

/// The loss of a weight and its slope, by candle.
fn by_candle(weight: f64, example: Example) -> (f64, f64) {
    let weight = Var::new(weight, &Device::Cpu).unwrap(); // a scalar
    let product = (weight.as_tensor() * example.x).unwrap(); // a scalar
    let loss = (product - example.y).unwrap().sqr().unwrap(); // a scalar
    let slope = loss.backward().unwrap().remove(&weight).unwrap();
    (loss.to_scalar().unwrap(), slope.to_scalar().unwrap())
}

proptest! {
    #[test]
    fn rule_measurement_hand_and_candle_agree(
        weight in -5.0..5.0_f64,
        x in -5.0..5.0_f64,
        y in -5.0..5.0_f64,
    ) {
        let example = Example { x, y };
        let (value, found) = by_candle(weight, example);
        prop_assert!(near(loss(weight, example), value));
        prop_assert!(near(slope(weight, example), found));
        prop_assert!((measured_slope(weight, example, 1e-3) - found).abs() < 1e-6);
        let values = forward(weight, x, y);
        prop_assert!(near(values.loss, value));
        prop_assert!(near(backward(values, x).d_weight, found));
    }
}

#[test]
fn the_gradient_of_a_line_is_that_of_candle() {
    let line = Line {
        weight: 0.3,
        bias: -0.7,
    };
    let number = |number: f64| Var::new(number, &Device::Cpu).unwrap(); // a scalar
    let (weight, bias) = (number(line.weight), number(line.bias));
    let column = |part: fn(&Example) -> f64| {
        let numbers: Vec<f64> = ON_A_LINE.iter().map(part).collect();
        Tensor::new(numbers, &Device::Cpu).unwrap() // (examples,)
    };
    let answers = column(|example| example.x)
        .broadcast_mul(&weight)
        .unwrap()
        .broadcast_add(&bias)
        .unwrap(); // (examples,)
    let errors = (answers - column(|example| example.y)).unwrap(); // (examples,)
    let loss = errors.sqr().unwrap().mean_all().unwrap(); // a scalar
    assert!(near(line.loss(&ON_A_LINE), loss.to_scalar().unwrap()));
    let slopes = loss.backward().unwrap();
    let of = |variable: &Var| slopes.get(variable).unwrap().to_scalar().unwrap();
    let gradient = line.gradient(&ON_A_LINE);
    assert!(near(gradient.weight, of(&weight)));
    assert!(near(gradient.bias, of(&bias)));
}

#[test]
fn steps_arrive_leap_or_diverge_as_the_page_says() {
    let after =
        |learning_rate| *descend(1.0, learning_rate, 40, EXAMPLE).last().unwrap();
    assert!(near(after(0.05), 3.0));
    assert!(near(descend(1.0, 0.125, 1, EXAMPLE)[1], 3.0));
    assert!(near(after(0.25), 1.0));
    assert!(after(0.3).abs() > 1e5);
}

#[test]
fn a_share_is_known_better_the_more_answers_there_are() {
    assert!((interval(0.88, 5_000) - 0.009).abs() < 1e-4);
    assert!(near(interval(0.5, 400), 2.0 * interval(0.5, 1_600)));
    assert_eq!(interval(1.0, 10), 0.0);
}
