//! The recorded numbers: they are those of the code, and they bear out what the pages say.
use chapter_01::comparison::{ByLookBack, Errors};
use chapter_01::leak::Reported;
use chapter_01::record::RECORDS;
use chapter_01::recorded::{self, Measured};
use chapter_01::weather::LOOK_BACK;
use program::options::DataPlace;

fn measured() -> Measured {
    recorded::weather().unwrap().measured
}

/// All numbers that a page prints to 2 decimals.
fn printed(measured: &Measured) -> Vec<f64> {
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
fn recording_again_gives_the_recorded_numbers() {
    let [weather] = RECORDS else {
        panic!("the chapter has one record");
    };
    assert_eq!(weather.name, "weather");
    let fresh = (weather.measure)(&DataPlace::default()).unwrap();
    let fresh: Measured = serde_json::from_value(fresh).unwrap();
    let (recorded, fresh) = (printed(&measured()), printed(&fresh));
    assert_eq!(recorded.len(), fresh.len());
    for (recorded, fresh) in recorded.iter().zip(fresh) {
        assert!((recorded - fresh).abs() < 1e-6, "{recorded} is now {fresh}");
    }
}

#[test]
fn no_printed_number_sits_where_another_processor_would_round_it_the_other_way() {
    for number in printed(&measured()) {
        let hundredths = number * 100.0;
        let to_edge = (hundredths - hundredths.floor() - 0.5).abs() / 100.0;
        assert!(to_edge > 1e-5, "{number} is next to a rounding edge");
    }
}

#[test]
fn order_matters_at_every_station() {
    for errors in measured().stations {
        assert!(errors.linear < 0.87 * errors.yesterday, "{errors:?}");
        assert!(errors.yesterday < errors.shuffled, "{errors:?}");
        // Without the order, a fortnight is worth no more than the calendar.
        assert!((errors.shuffled / errors.seasonal_mean - 1.0).abs() < 0.06);
    }
}

#[test]
fn the_look_back_of_the_chapter_is_the_one_that_validation_chooses() {
    let models = measured().look_backs;
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
    let leak = measured().leak;
    assert_eq!(leak.honest.yesterday, leak.leaked.yesterday);
    assert!(leak.leaked.yesterday_scaled < 0.97 * leak.honest.yesterday_scaled);
    assert!(leak.leaked.always_mean < 0.9 * leak.honest.always_mean);
}
