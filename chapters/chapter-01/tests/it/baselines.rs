//! The forecasts without training, and their measure.
use candle_core::{Device, Result, Tensor};
use chapter_01::baselines::{rmse, seasonal_mean, yesterday};
use chapter_01::simulation::DAYS_OF_YEAR;

fn series(values: Vec<f32>) -> Tensor {
    let count = values.len();
    Tensor::from_vec(values, count, &Device::Cpu).unwrap()
}

#[test]
fn rmse_is_the_root_of_the_mean_squared_error() -> Result<()> {
    let (forecasts, targets) = (series(vec![1.0, 2.0]), series(vec![4.0, 6.0]));
    // Errors 3 and 4: (9 + 16) / 2 = 12.5.
    assert_eq!(rmse(&forecasts, &targets)?, 12.5f64.sqrt());
    assert_eq!(rmse(&targets, &targets)?, 0.0);
    assert!(rmse(&forecasts, &series(vec![1.0; 3])).is_err());
    Ok(())
}

#[test]
fn yesterday_is_the_row_before() -> Result<()> {
    let values = series(vec![1.0, 2.0, 3.0, 4.0]);
    assert_eq!(yesterday(&values, 2..4)?.to_vec1::<f32>()?, [2.0, 3.0]);
    assert!(yesterday(&values, 0..2).is_err());
    assert!(yesterday(&values, 2..9).is_err());
    Ok(())
}

#[test]
fn the_seasonal_mean_is_that_of_15_days_of_each_training_year() -> Result<()> {
    // Year 0 holds the day of the year, year 1 ten more; year 2, not for training, something else.
    let day = |row: usize| (row % DAYS_OF_YEAR) as f32;
    let year = |row: usize| [0.0, 10.0, 999.0][row / DAYS_OF_YEAR];
    let values = series(
        (0..3 * DAYS_OF_YEAR)
            .map(|row| day(row) + year(row))
            .collect(),
    );
    let train = 0..2 * DAYS_OF_YEAR;
    let asked = 2 * DAYS_OF_YEAR + 100..2 * DAYS_OF_YEAR + 102;
    let forecasts = seasonal_mean(&values, train, asked)?;
    assert_eq!(forecasts.to_vec1::<f32>()?, [105.0, 106.0]);
    Ok(())
}

#[test]
fn late_december_is_next_to_early_january() -> Result<()> {
    // On 1 January the days before are those of December: 7 of 15 neighbours.
    let half = |row: usize| if row % DAYS_OF_YEAR > 182 { 15.0 } else { 0.0 };
    let values = series((0..2 * DAYS_OF_YEAR).map(half).collect());
    let first = seasonal_mean(&values, 0..2 * DAYS_OF_YEAR, 0..1)?;
    assert_eq!(first.to_vec1::<f32>()?, [7.0]);
    Ok(())
}

#[test]
fn less_than_a_year_gives_no_season() {
    let values = series(vec![1.0; 400]);
    assert!(seasonal_mean(&values, 0..100, 200..300).is_err());
}
