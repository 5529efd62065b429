//! What the solutions of the exercises print.
use course::section::printed;

#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_1_weeks.rs"]
mod exercise_1;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_2_min_max.rs"]
mod exercise_2;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_3_leak.rs"]
mod exercise_3;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_4_one_order.rs"]
mod exercise_4;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_5_mean_day.rs"]
mod exercise_5;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_6_days_ahead.rs"]
mod exercise_6;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/start_01.rs"]
mod start;

#[test]
fn exercises_start_from_a_table() {
    assert_eq!(printed(start::solution).unwrap(), "[4380, 3]\n");
}

#[test]
fn weeks() {
    insta::assert_snapshot!("weeks", printed(exercise_1::solution).unwrap());
}

#[test]
fn min_max() {
    insta::assert_snapshot!("min_max", printed(exercise_2::solution).unwrap());
}

#[test]
fn leak() {
    insta::assert_snapshot!("leak", printed(exercise_3::solution).unwrap());
}

#[test]
fn one_order() {
    insta::assert_snapshot!("one_order", printed(exercise_4::solution).unwrap());
}

#[test]
fn mean_day() {
    insta::assert_snapshot!("mean_day", printed(exercise_5::solution).unwrap());
}

#[test]
fn days_ahead() {
    insta::assert_snapshot!("days_ahead", printed(exercise_6::solution).unwrap());
}
