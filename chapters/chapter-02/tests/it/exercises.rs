//! What the solutions of the exercises print.
use course::section::printed;

#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_1_clean.rs"]
mod exercise_1;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_2_how_few.rs"]
mod exercise_2;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_3_fewer_reviews.rs"]
mod exercise_3;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_4_buckets.rs"]
mod exercise_4;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_5_both_ends.rs"]
mod exercise_5;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_6_by_hand.rs"]
mod exercise_6;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/start_02.rs"]
mod start;

#[test]
fn exercises_start_from_a_vocabulary() {
    let printed = printed(start::solution).unwrap();
    assert!(printed.ends_with(" ids\n"), "{printed}");
}

#[test]
fn clean() {
    insta::assert_snapshot!("clean", printed(exercise_1::solution).unwrap());
}

#[test]
fn how_few() {
    insta::assert_snapshot!("how_few", printed(exercise_2::solution).unwrap());
}

#[test]
fn fewer_reviews() {
    insta::assert_snapshot!("fewer_reviews", printed(exercise_3::solution).unwrap());
}

#[test]
fn buckets() {
    insta::assert_snapshot!("buckets", printed(exercise_4::solution).unwrap());
}

#[test]
fn both_ends() {
    insta::assert_snapshot!("both_ends", printed(exercise_5::solution).unwrap());
}

#[test]
fn by_hand() {
    insta::assert_snapshot!("by_hand", printed(exercise_6::solution).unwrap());
}
