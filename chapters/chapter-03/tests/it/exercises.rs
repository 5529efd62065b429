//! What the solutions of the exercises print.
use course::section::printed;

#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_1_two_means.rs"]
mod exercise_1;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_2_momentum.rs"]
mod exercise_2;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_3_pinned_pad.rs"]
mod exercise_3;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_4_ratios.rs"]
mod exercise_4;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_5_pairs_of_twins.rs"]
mod exercise_5;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_6_how_wide.rs"]
mod exercise_6;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/in_short_03.rs"]
mod in_short;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/start_03.rs"]
mod start;

#[test]
fn exercises_start_from_a_corpus() {
    assert_eq!(printed(start::solution).unwrap(), "6400 training reviews\n");
}

#[test]
fn two_means() {
    insta::assert_snapshot!("two_means", printed(exercise_1::solution).unwrap());
}

#[test]
fn momentum() {
    insta::assert_snapshot!("momentum", printed(exercise_2::solution).unwrap());
}

#[test]
fn pinned_pad() {
    insta::assert_snapshot!("pinned_pad", printed(exercise_3::solution).unwrap());
}

#[test]
fn ratios() {
    insta::assert_snapshot!("ratios", printed(exercise_4::solution).unwrap());
}

#[test]
fn pairs_of_twins() {
    insta::assert_snapshot!(
        "pairs_of_twins",
        printed(exercise_5::solution).unwrap()
    );
}

#[test]
fn how_wide() {
    insta::assert_snapshot!("how_wide", printed(exercise_6::solution).unwrap());
}

#[test]
fn in_short() {
    insta::assert_snapshot!("in_short", printed(in_short::in_short).unwrap());
}
