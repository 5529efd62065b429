//! The page "Why features are scaled".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};

use super::trained::weather_descents;
use crate::weather_descent::{Descent, STEPS};

/// The error of the linear model while it is found in steps.
///
/// # Errors
/// If the windows cannot be made or `out` cannot be written to.
pub fn errors(out: &mut dyn Write) -> Result<()> {
    let descents = weather_descents()?;
    let row = |name: &str, descent: &Descent| {
        let errors = descent.errors.iter().map(|error| format!("{error:.2}"));
        [name.to_owned(), descent.learning_rate.to_string()]
            .into_iter()
            .chain(errors)
            .collect()
    };
    let rows: [Vec<String>; 3] = [
        row("as reported", &descents.reported),
        row("temperatures in kelvin", &descents.kelvin),
        row("scaled", &descents.scaled),
    ];
    let steps = STEPS.map(thousands);
    let mut header = vec![
        ("RMSE in °C, validation rows", Align::Left),
        ("learning rate", Align::Right),
    ];
    header.extend(steps.iter().map(|steps| (steps.as_str(), Align::Right)));
    write!(out, "{}", table(&header, &rows))?;
    writeln!(out, "solved at once, as in chapter 1: {:.2}", descents.solved)?;
    Ok(())
}
