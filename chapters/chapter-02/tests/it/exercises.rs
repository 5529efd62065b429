//! What the solutions of the exercises print.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
use course::section::{Section, printed};

#[path = "../../examples/exercise_1_clean.rs"]
mod exercise_1;
#[path = "../../examples/exercise_2_how_few.rs"]
mod exercise_2;
#[path = "../../examples/exercise_3_fewer_reviews.rs"]
mod exercise_3;
#[path = "../../examples/exercise_4_buckets.rs"]
mod exercise_4;
#[path = "../../examples/exercise_5_both_ends.rs"]
mod exercise_5;
#[path = "../../examples/exercise_6_by_hand.rs"]
mod exercise_6;
#[path = "../../examples/exercise_7_merges.rs"]
mod exercise_7;
#[path = "../../examples/in_short_02.rs"]
mod in_short;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/start_02.rs"]
mod start;

#[test]
fn exercises_start_from_a_vocabulary() {
    // 635 different words and the four ids before them.
    assert_eq!(printed(start::solution).unwrap(), "639 ids\n");
}

#[test]
fn every_solution_prints_what_the_page_shows() {
    let solutions: [(&str, Section); 7] = [
        ("clean", exercise_1::solution),
        ("how_few", exercise_2::solution),
        ("fewer_reviews", exercise_3::solution),
        ("buckets", exercise_4::solution),
        ("both_ends", exercise_5::solution),
        ("by_hand", exercise_6::solution),
        ("merges", exercise_7::solution),
    ];
    for (name, solution) in solutions {
        insta::assert_snapshot!(name, printed(solution).unwrap());
    }
}

#[test]
fn in_short() {
    insta::assert_snapshot!("in_short", printed(in_short::in_short).unwrap());
}
