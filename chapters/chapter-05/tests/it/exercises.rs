//! What the solutions of the exercises print.
use course::section::printed;

#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_1_no_forgetting.rs"]
mod exercise_1;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_2_gru_as_rnn.rs"]
mod exercise_2;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_3_swapped_gates.rs"]
mod exercise_3;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_4_open_from_the_start.rs"]
mod exercise_4;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_5_alone_or_beside.rs"]
mod exercise_5;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_6_how_far_open.rs"]
mod exercise_6;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/in_short_05.rs"]
mod in_short;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/start_05.rs"]
mod start;

#[test]
fn exercises_start_from_a_layer() {
    assert_eq!(printed(start::solution).unwrap(), "[2, 4]\n");
}

#[test]
fn no_forgetting() {
    insta::assert_snapshot!("no_forgetting", printed(exercise_1::solution).unwrap());
}

#[test]
fn gru_as_rnn() {
    insta::assert_snapshot!("gru_as_rnn", printed(exercise_2::solution).unwrap());
}

#[test]
fn swapped_gates() {
    insta::assert_snapshot!("swapped_gates", printed(exercise_3::solution).unwrap());
}

#[test]
fn open_from_the_start() {
    insta::assert_snapshot!(
        "open_from_the_start",
        printed(exercise_4::solution).unwrap()
    );
}

#[test]
fn alone_or_beside() {
    insta::assert_snapshot!(
        "alone_or_beside",
        printed(exercise_5::solution).unwrap()
    );
}

#[test]
fn how_far_open() {
    insta::assert_snapshot!("how_far_open", printed(exercise_6::solution).unwrap());
}

#[test]
fn in_short() {
    insta::assert_snapshot!("in_short", printed(in_short::in_short).unwrap());
}
