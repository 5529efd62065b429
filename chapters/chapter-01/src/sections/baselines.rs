//! The page "Forecasts to beat".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table};

use crate::comparison::{self, Errors};
use crate::weather::STATIONS;

/// The test errors of four forecasts on five stations.
///
/// # Errors
/// If a forecast fails or `out` cannot be written to.
pub fn errors(out: &mut dyn Write) -> Result<()> {
    let stations = comparison::stations()?;
    let mean = Errors::mean(&stations);
    let rows: Vec<Vec<String>> = mean
        .named()
        .iter()
        .enumerate()
        .map(|(i, (name, mean))| {
            let errors = stations.iter().map(|errors| errors.named()[i].1);
            let cells = errors.chain([*mean]).map(|error| format!("{error:.2}"));
            std::iter::once((*name).to_owned()).chain(cells).collect()
        })
        .collect();
    let numbers = STATIONS.map(|number| format!("no. {number}"));
    let mut header = vec![("RMSE in °C, test rows", Align::Left)];
    header.extend(numbers.iter().map(|number| (number.as_str(), Align::Right)));
    header.push(("mean", Align::Right));
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
