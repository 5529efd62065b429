//! The page "Sigmoid and tanh by the register".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};

use crate::accuracy::{
    floats_of_every_size, largest_error, largest_error_of_the_polynomial,
};
use crate::activation::{Activation, apply};

/// The largest absolute error that is promised.
pub const BOUND: f64 = 2e-7;

/// A few values, and whether the bound holds for floats of every size.
///
/// # Errors
/// If `out` cannot be written to.
pub fn values(out: &mut dyn Write) -> Result<()> {
    let xs = [
        f32::NEG_INFINITY,
        -5.0,
        -0.5,
        0.0,
        0.5,
        5.0,
        f32::INFINITY,
        f32::NAN,
    ];
    let of = |function| {
        let mut values = xs;
        apply(&mut values, function);
        values
    };
    let (sigmoid, tanh) = (of(Activation::Sigmoid), of(Activation::Tanh));
    let row = |i: usize| {
        vec![
            xs[i].to_string(),
            format!("{:.4}", sigmoid[i]),
            format!("{:.4}", tanh[i]),
        ]
    };
    let rows: Vec<Vec<String>> = (0..xs.len()).map(row).collect();
    let header = [
        ("x", Align::Right),
        ("sigmoid", Align::Right),
        ("tanh", Align::Right),
    ];
    writeln!(out, "{}", table(&header, &rows))?;

    let floats = floats_of_every_size();
    writeln!(out, "floats tried           {}", thousands(floats.len()))?;
    let within = |function| largest_error(function, &floats) <= BOUND;
    writeln!(out, "sigmoid within {BOUND:e}   {}", within(Activation::Sigmoid))?;
    writeln!(out, "tanh within {BOUND:e}      {}", within(Activation::Tanh))?;
    let polynomial = largest_error_of_the_polynomial();
    writeln!(out, "polynomial, relative   {polynomial:.1e}")?;
    Ok(())
}
