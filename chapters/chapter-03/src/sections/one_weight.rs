//! The page "One weight".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table};

use crate::descent::{
    EXAMPLE, Line, ON_A_LINE, descend, loss, measured_slope, slope,
};

/// The loss at several weights, and its slope, by the rule and measured.
///
/// # Errors
/// If `out` cannot be written to.
pub fn slopes(out: &mut dyn Write) -> Result<()> {
    let rows = [0.0, 1.0, 2.0, 3.0, 4.0].map(|weight| {
        let measured = measured_slope(weight, EXAMPLE, 0.001);
        vec![
            format!("{weight}"),
            format!("{}", loss(weight, EXAMPLE)),
            format!("{}", slope(weight, EXAMPLE)),
            format!("{measured:.3}"),
        ]
    });
    let header = [
        ("weight", Align::Right),
        ("loss", Align::Right),
        ("slope", Align::Right),
        ("slope, measured", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The first three steps, in numbers.
///
/// # Errors
/// If `out` cannot be written to.
pub fn three_steps(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: three_steps
    let weights = descend(1.0, 0.05, 3, EXAMPLE);
    // ANCHOR_END: three_steps
    let rows: Vec<_> = weights
        .iter()
        .enumerate()
        .map(|(step, &weight)| {
            vec![
                step.to_string(),
                format!("{weight:.3}"),
                format!("{:.3}", loss(weight, EXAMPLE)),
                format!("{:.3}", slope(weight, EXAMPLE)),
            ]
        })
        .collect();
    let header = [
        ("after step", Align::Right),
        ("weight", Align::Right),
        ("loss", Align::Right),
        ("slope", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Learning rates from small to too large.
pub(crate) const LEARNING_RATES: [f64; 5] = [0.01, 0.05, 0.125, 0.25, 0.3];

/// The weight after each of five steps, with several learning rates.
///
/// # Errors
/// If `out` cannot be written to.
pub fn step_sizes(out: &mut dyn Write) -> Result<()> {
    let rows = LEARNING_RATES.map(|learning_rate| {
        let weights = descend(1.0, learning_rate, 5, EXAMPLE);
        let cells = weights.iter().map(|weight| format!("{weight:.2}"));
        std::iter::once(format!("{learning_rate}"))
            .chain(cells)
            .collect()
    });
    let header = [
        ("learning rate", Align::Right),
        ("start", Align::Right),
        ("1", Align::Right),
        ("2", Align::Right),
        ("3", Align::Right),
        ("4", Align::Right),
        ("5", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Steps with a weight and a bias.
///
/// # Errors
/// If `out` cannot be written to.
pub fn two_weights(out: &mut dyn Write) -> Result<()> {
    let mut line = Line {
        weight: 0.0,
        bias: 0.0,
    };
    let mut rows = Vec::new();
    for step in 0..=200 {
        if [0, 1, 2, 3, 20, 200].contains(&step) {
            let gradient = line.gradient(&ON_A_LINE);
            let numbers = [
                line.weight,
                line.bias,
                line.loss(&ON_A_LINE),
                gradient.weight,
                gradient.bias,
            ];
            // Adding zero makes 0 of −0.
            let cells = numbers
                .map(|number| format!("{:.3}", (number * 1e3).round() / 1e3 + 0.0));
            rows.push(std::iter::once(step.to_string()).chain(cells).collect());
        }
        line = line.after_step(&ON_A_LINE, 0.1);
    }
    let header = [
        ("after step", Align::Right),
        ("weight", Align::Right),
        ("bias", Align::Right),
        ("loss", Align::Right),
        ("slope in the weight", Align::Right),
        ("in the bias", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
