//! The simulated station: fixed by its number, and plausible.

use chapter_01::simulation::{DAYS_OF_YEAR, Station};

#[test]
fn a_number_gives_the_same_weather_on_every_machine() {
    // The readings of the chapter's page, as reported: tenths and whole per cents.
    let days = Station::new(1).simulate(7);
    let highest: Vec<f64> = days.iter().map(|day| day.highest).collect();
    assert_eq!(highest, [3.4, 9.6, 7.8, 5.7, 3.6, 6.4, 6.6]);
}

#[test]
fn more_days_do_not_change_the_earlier_ones() {
    let station = Station::new(3);
    assert_eq!(station.simulate(500)[..100], station.simulate(100)[..]);
    assert_ne!(station.simulate(10), Station::new(4).simulate(10));
    assert!(station.simulate(0).is_empty());
}

#[test]
fn readings_stay_in_a_plausible_range() {
    for number in 1..=5 {
        for day in Station::new(number).simulate(12 * DAYS_OF_YEAR) {
            assert!(day.lowest < day.highest, "{day:?}");
            assert!((-35.0..=45.0).contains(&day.lowest), "{day:?}");
            assert!((-35.0..=45.0).contains(&day.highest), "{day:?}");
            assert!((15.0..=100.0).contains(&day.humidity), "{day:?}");
        }
    }
}

#[test]
fn warming_adds_so_many_degrees_a_year() {
    let steady = Station::new(1);
    let warming = Station {
        warming: 2.0,
        ..steady
    };
    let days = 3 * DAYS_OF_YEAR;
    for (day, (a, b)) in
        (0..).zip(steady.simulate(days).iter().zip(warming.simulate(days)))
    {
        let expected = 2.0 * f64::from(day) / DAYS_OF_YEAR as f64;
        assert!((b.highest - a.highest - expected).abs() <= 0.1 + 1e-9);
        assert_eq!(a.humidity, b.humidity);
    }
}
