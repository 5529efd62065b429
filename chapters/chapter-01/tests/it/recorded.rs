//! The recorded numbers: they are those of the code, they bear out what the pages say, and they are
//! drawn in the figures.
use std::path::Path;

use chapter_01::comparison::{ByLookBack, Errors};
use chapter_01::leak::{Reported, warming_weather};
use chapter_01::linear::LinearModel;
use chapter_01::results::{self, Recorded};
use chapter_01::simulation::Station;
use chapter_01::weather::{LOOK_BACK, Weather};
use chapter_01::{comparison, figures};
use course::figures::same_in_book;

fn recorded() -> Recorded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("results/weather.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// All numbers that a page prints to 2 decimals.
fn printed(recorded: &Recorded) -> Vec<f64> {
    let measured = &recorded.measured;
    let leak = |r: Reported| {
        [
            r.mean,
            r.deviation,
            r.yesterday,
            r.yesterday_scaled,
            r.always_mean,
            r.always_mean_scaled,
        ]
    };
    let errors = |e: &Errors| e.named().map(|(_, error)| error);
    let look_back = |m: &ByLookBack| [m.train, m.validation];
    let mut numbers = Vec::from(leak(measured.leak.honest));
    numbers.extend(leak(measured.leak.leaked));
    numbers.extend(
        measured
            .stations
            .iter()
            .chain([&measured.mean])
            .flat_map(errors),
    );
    numbers.extend(measured.look_backs.iter().flat_map(look_back));
    numbers
}

#[test]
fn the_recorded_numbers_are_those_of_the_code() {
    let recorded = recorded();
    assert!(!recorded.provenance.commit.ends_with("+changes"));
    let fresh = Recorded {
        measured: results::measure().unwrap(),
        ..recorded.clone()
    };
    for (recorded, fresh) in printed(&recorded).iter().zip(printed(&fresh)) {
        assert!((recorded - fresh).abs() < 1e-6, "{recorded} is now {fresh}");
    }
}

#[test]
fn no_printed_number_sits_where_another_processor_would_round_it_the_other_way() {
    for number in printed(&recorded()) {
        let hundredths = number * 100.0;
        let to_edge = (hundredths - hundredths.floor() - 0.5).abs() / 100.0;
        assert!(to_edge > 1e-5, "{number} is next to a rounding edge");
    }
}

#[test]
fn order_matters_at_every_station() {
    for errors in recorded().measured.stations {
        assert!(errors.linear < 0.87 * errors.yesterday, "{errors:?}");
        assert!(errors.yesterday < errors.shuffled, "{errors:?}");
        // Without the order, a fortnight is worth no more than the calendar.
        assert!((errors.shuffled / errors.seasonal_mean - 1.0).abs() < 0.06);
    }
}

#[test]
fn the_look_back_of_the_chapter_is_the_one_that_validation_chooses() {
    let models = recorded().measured.look_backs;
    let best = models
        .iter()
        .min_by(|a, b| a.validation.total_cmp(&b.validation))
        .unwrap();
    assert_eq!(best.look_back, LOOK_BACK);
    let (first, last) = (models.first().unwrap(), models.last().unwrap());
    assert!(models.is_sorted_by(|a, b| a.train > b.train));
    assert!(last.train < 1.9 && last.validation > first.validation);
    for model in models {
        assert_eq!(model.parameters, 3 * model.look_back + 1);
    }
}

#[test]
fn a_leak_makes_errors_look_smaller_and_changes_no_forecast_of_yesterday() {
    let leak = recorded().measured.leak;
    assert_eq!(leak.honest.yesterday, leak.leaked.yesterday);
    assert!(leak.leaked.yesterday_scaled < 0.97 * leak.honest.yesterday_scaled);
    assert!(leak.leaked.always_mean < 0.9 * leak.honest.always_mean);
}

#[test]
fn the_figures_are_what_the_code_draws() {
    let weather = Weather::of(Station::new(1)).unwrap();
    let measured = recorded().measured;
    let days = figures::last_days(&weather, 30).unwrap();
    same_in_book("weather-days.svg", &days).unwrap();
    same_in_book("weather-parts.svg", &figures::parts(&weather).unwrap()).unwrap();
    let means = figures::means(&warming_weather().unwrap()).unwrap();
    same_in_book("weather-means.svg", &means).unwrap();
    let errors = figures::errors(&measured.stations).unwrap();
    same_in_book("weather-errors.svg", &errors).unwrap();
    let (train, _test) = comparison::windows(&weather).unwrap();
    let model = LinearModel::fit(&train.inputs, &train.targets).unwrap();
    let weights = figures::weights(&model.weights_by_day(3).unwrap()).unwrap();
    same_in_book("weather-weights.svg", &weights).unwrap();
    let look_backs = figures::look_backs(&measured.look_backs).unwrap();
    same_in_book("weather-look-backs.svg", &look_backs).unwrap();
}
