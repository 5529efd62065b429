//! The page "What a fixed size cannot do".

use std::io::Write;

use anyhow::Result;
use course::section::refusal;
use course::text::{Align, table, thousands};

use crate::comparison;
use crate::linear::LinearModel;
use crate::simulation::Station;
use crate::weather::Weather;

/// The linear model by its look-back.
///
/// # Errors
/// If a model cannot be fitted or `out` cannot be written to.
pub fn look_backs(out: &mut dyn Write) -> Result<()> {
    let rows: Vec<Vec<String>> = comparison::look_backs()?
        .iter()
        .map(|model| {
            vec![
                model.look_back.to_string(),
                thousands(model.parameters),
                format!("{:.2}", model.train),
                format!("{:.2}", model.validation),
            ]
        })
        .collect();
    let header = [
        ("look-back", Align::Right),
        ("parameters", Align::Right),
        ("training °C", Align::Right),
        ("validation °C", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The linear model's answer to a shorter window.
///
/// # Errors
/// If a model cannot be fitted or `out` cannot be written to.
pub fn ten_days(out: &mut dyn Write) -> Result<()> {
    let (train, test) = comparison::windows(&Weather::of(Station::new(1))?)?;
    let model = LinearModel::fit(&train.inputs, &train.targets)?;
    // ANCHOR: ten
    let ten_days = test.inputs.narrow(1, 4, 10)?; // (batch, 10, features)
    let answer = model.forecast(&ten_days);
    // ANCHOR_END: ten
    writeln!(out, "{}", refusal(answer)?)?;
    Ok(())
}
