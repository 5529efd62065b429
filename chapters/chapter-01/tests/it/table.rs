//! Days as a table, and the table cut in three.
use chapter_01::simulation::{Day, Station};
use chapter_01::split::split;
use chapter_01::table::{TableError, table};
use proptest::prelude::*;

#[test]
fn a_row_is_a_day_and_a_column_a_feature() {
    let days = Station::new(1).simulate(3);
    let rows = table(&days).unwrap().to_vec2::<f32>().unwrap();
    for (row, day) in rows.iter().zip(&days) {
        let expected =
            [day.highest, day.lowest, day.humidity].map(|reading| reading as f32);
        assert_eq!(row[..], expected);
    }
}

#[test]
fn no_days_and_missing_readings_are_refused() {
    assert!(matches!(table(&[]), Err(TableError::Empty)));
    let mut days = Station::new(1).simulate(3);
    days[1] = Day {
        lowest: f64::NAN,
        ..days[1]
    };
    let error = table(&days).unwrap_err();
    assert_eq!(
        error.to_string(),
        "row 1: the reading `lowest °C` is NaN, not a finite number"
    );
}

proptest! {

    #[test]
    fn the_parts_follow_one_another_and_leave_nothing_out(rows in 0usize..10_000) {
        let parts = split(rows);
        prop_assert_eq!(parts.train.start, 0);
        prop_assert_eq!(parts.train.end, parts.validation.start);
        prop_assert_eq!(parts.validation.end, parts.test.start);
        prop_assert_eq!(parts.test.end, rows);
        prop_assert!(parts.train.len().abs_diff(4 * parts.test.len()) <= 5);
    }
}
