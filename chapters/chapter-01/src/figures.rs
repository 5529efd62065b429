//! The chapter's figures.

use anyhow::Result;
use candle_core::{IndexOp, Tensor};
use course::figures::{
    Bar, Labels, Legend, Series, bars, line_chart, line_chart_with_legend, svg,
};

use crate::comparison::{ByLookBack, Errors};
use crate::simulation::DAYS_OF_YEAR;
use crate::table::{FEATURES, HIGHEST};
use crate::weather::Weather;

/// The points of a series (time,) from day `first` on, every `step` days apart.
fn points(series: &Tensor, first: usize, step: usize) -> Result<Vec<(f64, f64)>> {
    let values = series.to_vec1::<f32>()?;
    let point =
        |(i, value): (usize, &f32)| ((first + i * step) as f64, f64::from(*value));
    Ok(values.iter().enumerate().map(point).collect())
}

/// Highest and lowest temperature of the last `count` days.
///
/// # Errors
/// If the table has fewer.
pub fn last_days(weather: &Weather, count: usize) -> Result<String> {
    let first = weather.table.dim(0)? - count;
    let line = |name, column| -> Result<Series<'_>> {
        let points = points(&weather.table.i((first.., column))?, first, 1)?;
        Ok(Series { name, points })
    };
    let lines = [line("highest", HIGHEST)?, line("lowest", HIGHEST + 1)?];
    let labels = Labels {
        title: "",
        x: "row",
        y: "°C",
    };
    svg(280, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The highest temperature of all years, in a colour for each part of the split.
///
/// # Errors
/// If the figure cannot be drawn.
pub fn parts(weather: &Weather) -> Result<String> {
    let line = |name, rows: &std::ops::Range<usize>| -> Result<Series<'_>> {
        let points = points(&weather.highest.i(rows.clone())?, rows.start, 1)?;
        let in_years = |(day, value)| (day / DAYS_OF_YEAR as f64, value);
        Ok(Series {
            name,
            points: points.into_iter().map(in_years).collect(),
        })
    };
    let split = &weather.split;
    let lines = [
        line("training", &split.train)?,
        line("validation", &split.validation)?,
        line("test", &split.test)?,
    ];
    let labels = Labels {
        title: "",
        x: "years since the first day",
        y: "highest °C",
    };
    svg(280, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The yearly means of the highest temperature beside the mean of the training rows and of all.
///
/// # Errors
/// If the figure cannot be drawn.
pub fn means(weather: &Weather) -> Result<String> {
    let years = weather.highest.reshape(((), DAYS_OF_YEAR))?.mean(1)?; // (years,)
    let count = years.dim(0)?;
    let level = |rows: std::ops::Range<usize>| -> Result<Vec<(f64, f64)>> {
        let mean = weather.highest.i(rows)?.mean_all()?.to_scalar::<f32>()?;
        Ok(vec![(1.0, f64::from(mean)), (count as f64, f64::from(mean))])
    };
    let lines = [
        Series {
            name: "mean of the year",
            points: points(&years, 1, 1)?,
        },
        Series {
            name: "mean of all rows",
            points: level(0..weather.split.test.end)?,
        },
        Series {
            name: "mean of the training rows",
            points: level(weather.split.train.clone())?,
        },
    ];
    let labels = Labels {
        title: "",
        x: "year",
        y: "highest °C",
    };
    svg(280, |area| {
        line_chart_with_legend(area, labels, &lines, Legend::UpperLeft)
    })
}

/// The errors of the forecasts: bars for the mean over stations, dots for the stations.
///
/// # Errors
/// If there are no stations.
pub fn errors(stations: &[Errors]) -> Result<String> {
    let mean = Errors::mean(stations).named();
    let lengths: Vec<Bar<'_>> = mean
        .iter()
        .enumerate()
        .map(|(i, &(name, value))| Bar {
            name,
            value,
            points: stations.iter().map(|errors| errors.named()[i].1).collect(),
        })
        .collect();
    let labels = Labels {
        title: "",
        x: "RMSE on the test rows in °C",
        y: "",
    };
    svg(260, |area| bars(area, labels, &lengths))
}

/// What each day of the window weighs: (time, features), the oldest day first.
///
/// # Errors
/// If the figure cannot be drawn.
pub fn weights(by_day: &Tensor) -> Result<String> {
    let (time, _features) = by_day.dims2()?;
    let line = |column: usize| -> Result<Series<'_>> {
        let weights = by_day.i((.., column))?.to_vec1::<f64>()?;
        let point =
            |(row, weight): (usize, &f64)| (row as f64 - time as f64, *weight);
        Ok(Series {
            name: FEATURES[column],
            points: weights.iter().enumerate().map(point).collect(),
        })
    };
    let lines = [line(0)?, line(1)?, line(2)?];
    let labels = Labels {
        title: "",
        x: "day of the window; the target is day 0",
        y: "weight",
    };
    svg(300, |area| {
        line_chart_with_legend(area, labels, &lines, Legend::UpperLeft)
    })
}

/// The linear model's error on training and validation rows, by its number of parameters.
///
/// # Errors
/// If there are no models.
pub fn look_backs(models: &[ByLookBack]) -> Result<String> {
    let points = |error: fn(&ByLookBack) -> f64| {
        let point = |model: &ByLookBack| (model.parameters as f64, error(model));
        models.iter().map(point).collect()
    };
    let lines = [
        Series {
            name: "training",
            points: points(|model| model.train),
        },
        Series {
            name: "validation",
            points: points(|model| model.validation),
        },
    ];
    let labels = Labels {
        title: "",
        x: "parameters",
        y: "RMSE in °C",
    };
    svg(280, |area| line_chart(area, labels, &lines))
}
