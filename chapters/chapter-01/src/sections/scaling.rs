//! The page "One measure for all features".

use std::io::Write;

use anyhow::Result;
use candle_core::{IndexOp, Tensor};
use course::text::{Align, table as text_table};

use crate::leak;
use crate::scaling::Scaler;
use crate::simulation::{DAYS_OF_YEAR, Station};
use crate::split::split;
use crate::table::{FEATURES, table};
use crate::weather::YEARS;

/// Which rows are for what.
///
/// # Errors
/// If `out` cannot be written to.
pub fn parts(out: &mut dyn Write) -> Result<()> {
    let parts = split(YEARS * DAYS_OF_YEAR);
    writeln!(out, "training rows    {:?}", parts.train)?;
    writeln!(out, "validation rows  {:?}", parts.validation)?;
    writeln!(out, "test rows        {:?}", parts.test)?;
    Ok(())
}

/// The statistics of the training rows, and the last day scaled by them.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn features(out: &mut dyn Write) -> Result<()> {
    let days = Station::new(1).simulate(YEARS * DAYS_OF_YEAR);
    let all = table(&days)?; // (time, features)
    // ANCHOR: scaled
    let parts = split(days.len());
    let scaler = Scaler::fit(&all, parts.train)?;
    let scaled = scaler.transform(&all)?; // (time, features)
    // ANCHOR_END: scaled
    print_features(out, &scaler, &all, &scaled)
}

fn print_features(
    out: &mut dyn Write,
    scaler: &Scaler,
    all: &Tensor,
    scaled: &Tensor,
) -> Result<()> {
    let (means, deviations) = (scaler.means()?, scaler.deviations()?);
    let last = all.dim(0)? - 1;
    let reported = all.i(last)?.to_vec1::<f32>()?; // (features,)
    let scaled = scaled.i(last)?.to_vec1::<f32>()?; // (features,)
    let rows: Vec<Vec<String>> = (0..FEATURES.len())
        .map(|i| {
            let cells = [means[i], deviations[i], reported[i], scaled[i]];
            let cells = cells.map(|cell| format!("{cell:.2}"));
            [vec![FEATURES[i].to_owned()], cells.into()].concat()
        })
        .collect();
    let header = [
        ("feature", Align::Left),
        ("mean", Align::Right),
        ("deviation", Align::Right),
        ("last day", Align::Right),
        ("scaled", Align::Right),
    ];
    write!(out, "{}", text_table(&header, &rows))?;
    Ok(())
}

/// The error of two forecasts, with the test rows in the statistics and without.
///
/// # Errors
/// If a forecast fails or `out` cannot be written to.
pub fn leak(out: &mut dyn Write) -> Result<()> {
    let leak = leak::measure()?;
    let row = |name: &str, unit: &str, honest: f64, leaked: f64| {
        let cells = [honest, leaked].map(|value| format!("{value:.2}"));
        [vec![name.to_owned(), unit.to_owned()], cells.into()].concat()
    };
    let (honest, leaked) = (leak.honest, leak.leaked);
    let rows = [
        row("mean", "°C", honest.mean, leaked.mean),
        row("deviation", "°C", honest.deviation, leaked.deviation),
        row("RMSE of yesterday's value", "°C", honest.yesterday, leaked.yesterday),
        row(
            "RMSE of yesterday's value",
            "scaled",
            honest.yesterday_scaled,
            leaked.yesterday_scaled,
        ),
        row("RMSE of the mean", "°C", honest.always_mean, leaked.always_mean),
        row(
            "RMSE of the mean",
            "scaled",
            honest.always_mean_scaled,
            leaked.always_mean_scaled,
        ),
    ];
    let header = [
        ("warming station", Align::Left),
        ("unit", Align::Left),
        ("training rows", Align::Right),
        ("all rows", Align::Right),
    ];
    write!(out, "{}", text_table(&header, &rows))?;
    Ok(())
}
