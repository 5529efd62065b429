//! What the solutions of the exercises print.
use course::section::printed;

#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_1_repeats.rs"]
mod exercise_1;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_2_two_rounds.rs"]
mod exercise_2;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_3_plain_cell.rs"]
mod exercise_3;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_4_own_operation.rs"]
mod exercise_4;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_5_forget.rs"]
mod exercise_5;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_6_same_training.rs"]
mod exercise_6;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_7_tiles.rs"]
mod exercise_7;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/in_short_06.rs"]
mod in_short;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/start_06.rs"]
mod start;

#[test]
fn exercises_start_from_a_batch() {
    assert_eq!(printed(start::solution).unwrap(), "[64, 512]\n");
}

#[test]
fn repeats() {
    insta::assert_snapshot!("repeats", printed(exercise_1::solution).unwrap());
}

#[test]
fn two_rounds() {
    insta::assert_snapshot!("two_rounds", printed(exercise_2::solution).unwrap());
}

#[test]
fn plain_cell() {
    insta::assert_snapshot!("plain_cell", printed(exercise_3::solution).unwrap());
}

#[test]
fn own_operation() {
    insta::assert_snapshot!("own_operation", printed(exercise_4::solution).unwrap());
}

#[test]
fn forget() {
    insta::assert_snapshot!("forget", printed(exercise_5::solution).unwrap());
}

#[test]
fn same_training() {
    insta::assert_snapshot!("same_training", printed(exercise_6::solution).unwrap());
}

#[test]
fn tiles() {
    insta::assert_snapshot!("tiles", printed(exercise_7::solution).unwrap());
}

#[test]
fn in_short() {
    insta::assert_snapshot!("in_short", printed(in_short::in_short).unwrap());
}
