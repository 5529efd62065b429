//! The chapter's figures.

use anyhow::Result;
use candle_core::{IndexOp, Tensor};
use course::figures::{
    Bar, Labels, Legend, Series, bars, line_chart, line_chart_with_legend, svg,
};
use course::schematic::{Anchor, Cell, Place, Schematic, Side, Tone};
use course::text::thousands;

use crate::comparison::{ByLookBack, Errors};
use crate::simulation::DAYS_OF_YEAR;
use crate::table::{FEATURES, HIGHEST};
use crate::weather::Weather;
use crate::windows::Windows;

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
    svg(280, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
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
    svg(300, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
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

/// A frame of the windows' length that slides over a series (time,): a row for each of its places.
///
/// # Errors
/// If the windows are not of one feature.
pub fn frames(series: &Tensor, windows: &Windows) -> Result<String> {
    let values = series.to_vec1::<f32>()?;
    let (count, time, _one) = windows.inputs.dims3()?;
    let mut drawing = Schematic::new(&format!(
        "A series of {} temperatures, written {count} times. In each row a frame stands around {time} \
         neighbouring values, one place further to the right than in the row above. The value right \
         after the frame is the target.",
        values.len()
    ));
    let columns = vec![48.0; values.len()];
    let (left, pitch) = (76.0, 40.0);
    let mut last = None;
    for window in 0..count {
        let target = window + time;
        let tone = |day: usize| match day {
            _ if day == target => Tone::Second,
            _ if (window..target).contains(&day) => Tone::First,
            _ => Tone::Plain,
        };
        let cell = |(day, value): (usize, &f32)| {
            Cell::new(format!("{value:.1}"), tone(day))
        };
        let row: Vec<Cell> = values.iter().enumerate().map(cell).collect();
        let at = (left, 8.0 + pitch * window as f64);
        let row = drawing.cells(at, &columns, 28.0, &[row]);
        let frame = row.cell(0, window).and(row.cell(0, target - 1));
        drawing.frame(frame, Tone::First);
        let (x, y) = row.place().left();
        drawing.label((x - 8.0, y), Anchor::End, &format!("window {window}"));
        last = Some((frame, row.cell(0, target)));
    }
    if let Some((frame, target)) = last {
        drawing.bracket(frame, Side::Below, &format!("input: {time} days"));
        drawing.bracket(target, Side::Below, "target");
    }
    drawing.svg()
}

/// The block (N, T, F) of all windows, and beside it a batch that is cut out of it.
///
/// # Errors
/// If the inputs have other dimensions.
pub fn block(windows: &Windows, batch: &Windows) -> Result<String> {
    let (count, time, features) = windows.inputs.dims3()?;
    let size = batch.count()?;
    let mut drawing = Schematic::new(&format!(
        "A stack of sheets, one a window: {} sheets, each a table of {time} rows and {features} columns. \
         The {size} sheets in front are coloured. They stand once more at the right, by themselves: \
         a batch of shape ({size}, {time}, {features}).",
        thousands(count)
    ));
    let sheet = |at: (f64, f64)| {
        Place::new(at.0, at.1, 20.0 * features as f64, 9.0 * time as f64)
    };
    // Sheets go back to the right and upwards; a few stand for all.
    let (front, behind) = (3, 5);
    let mut stack = |at: (f64, f64), sheets: usize| {
        for depth in (0..sheets).rev() {
            let back = 9.0 * depth as f64;
            let tone = if depth < front {
                Tone::First
            } else {
                Tone::Plain
            };
            drawing.sheet(sheet((at.0 + back, at.1 - back)), tone);
        }
        let row = vec![Cell::plain(""); features];
        drawing
            .cells(at, &vec![20.0; features], 9.0, &vec![row; time])
            .place()
    };
    let whole = stack((92.0, 78.0), front + behind);
    let part = stack((290.0, 78.0), front);
    drawing.bracket(whole, Side::Left, &format!("T = {time}"));
    drawing.bracket(whole, Side::Below, &format!("F = {features}"));
    let depth = 9.0 * (front + behind - 1) as f64;
    let (right, bottom) = (whole.right().0, whole.bottom().1);
    let from = (right + 6.0, bottom + 4.0);
    drawing.arrow(from, (from.0 + depth, from.1 - depth), Tone::Plain);
    let beside = (from.0 + depth / 2.0 + 8.0, from.1 - depth / 2.0 + 12.0);
    drawing.label(beside, Anchor::Start, &format!("N = {}", thousands(count)));
    let (x, y) = part.left();
    drawing.arrow((x - 60.0, y - 40.0), (x - 12.0, y - 40.0), Tone::First);
    drawing.label((x - 36.0, y - 56.0), Anchor::Middle, "cut");
    drawing.bracket(
        part,
        Side::Below,
        &format!("a batch: ({size}, {time}, {features})"),
    );
    drawing.svg()
}
