//! What the solutions of the exercises print.
use course::section::printed;

#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_1_counter.rs"]
mod exercise_1;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_2_beside_a_longer_one.rs"]
mod exercise_2;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_3_clipped_by_hand.rs"]
mod exercise_3;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_4_the_first_word.rs"]
mod exercise_4;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_5_shuffled.rs"]
mod exercise_5;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/exercise_6_made_up_its_mind.rs"]
mod exercise_6;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/in_short_04.rs"]
mod in_short;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/start_04.rs"]
mod start;

#[test]
fn exercises_start_from_a_layer() {
    assert_eq!(printed(start::solution).unwrap(), "[2, 4]\n");
}

#[test]
fn counter() {
    insta::assert_snapshot!("counter", printed(exercise_1::solution).unwrap());
}

#[test]
fn beside_a_longer_one() {
    insta::assert_snapshot!(
        "beside_a_longer_one",
        printed(exercise_2::solution).unwrap()
    );
}

#[test]
fn clipped_by_hand() {
    insta::assert_snapshot!(
        "clipped_by_hand",
        printed(exercise_3::solution).unwrap()
    );
}

#[test]
fn the_first_word() {
    insta::assert_snapshot!(
        "the_first_word",
        printed(exercise_4::solution).unwrap()
    );
}

#[test]
fn shuffled() {
    insta::assert_snapshot!("shuffled", printed(exercise_5::solution).unwrap());
}

#[test]
fn made_up_its_mind() {
    insta::assert_snapshot!(
        "made_up_its_mind",
        printed(exercise_6::solution).unwrap()
    );
}

#[test]
fn in_short() {
    insta::assert_snapshot!("in_short", printed(in_short::in_short).unwrap());
}
