//! What the solutions of the exercises print.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
use course::section::{Section, printed};

#[path = "../../examples/exercise_1_weeks.rs"]
mod exercise_1;
#[path = "../../examples/exercise_2_min_max.rs"]
mod exercise_2;
#[path = "../../examples/exercise_3_leak.rs"]
mod exercise_3;
#[path = "../../examples/exercise_4_one_order.rs"]
mod exercise_4;
#[path = "../../examples/exercise_5_mean_day.rs"]
mod exercise_5;
#[path = "../../examples/exercise_6_days_ahead.rs"]
mod exercise_6;
#[path = "../../examples/in_short_01.rs"]
mod in_short;
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
fn every_solution_prints_what_the_page_shows() {
    let solutions: [(&str, Section); 6] = [
        ("weeks", exercise_1::solution),
        ("min_max", exercise_2::solution),
        ("leak", exercise_3::solution),
        ("one_order", exercise_4::solution),
        ("mean_day", exercise_5::solution),
        ("days_ahead", exercise_6::solution),
    ];
    for (name, solution) in solutions {
        insta::assert_snapshot!(name, printed(solution).unwrap());
    }
}

#[test]
fn in_short() {
    insta::assert_snapshot!("in_short", printed(in_short::in_short).unwrap());
}
