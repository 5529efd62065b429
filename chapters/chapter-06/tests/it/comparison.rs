//! How the turns of a program are summed up.
use chapter_06::record::comparison::timed;
use chapter_06::recorded::{Library, Spread, Turn};

fn turn(version: &str, [min, median, max]: [f64; 3]) -> Turn<Library> {
    let spread = |times: f64| Spread {
        median: times * median,
        min: times * min,
        max: times * max,
        page_faults: Some(times * 100.0),
    };
    Turn {
        program: Library {
            version: version.to_owned(),
        },
        train_step_seconds: spread(10.0),
        inference_seconds: spread(1.0),
    }
}

#[test]
fn turns_have_the_median_of_their_medians_and_the_ends_of_all() {
    let turns = [[3.0, 5.0, 9.0], [2.0, 4.0, 5.0], [6.0, 7.0, 8.0]];
    let timed = timed(turns.map(|turn_of| turn("1.0", turn_of)).into()).unwrap();
    assert_eq!((timed.turns, &*timed.program.version), (3, "1.0"));
    assert_eq!(timed.medians(), [50.0, 5.0]);
    let seconds = timed.train_step_seconds;
    assert_eq!((seconds.min, seconds.max), (20.0, 90.0));
    assert_eq!(seconds.page_faults, Some(1000.0));
    assert_eq!(seconds.medians_of_turns, [50.0, 40.0, 70.0]);
}

#[test]
fn a_program_without_a_turn_is_refused() {
    assert!(timed(Vec::<Turn<Library>>::new()).is_err());
}
