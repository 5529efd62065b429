//! The page "What backward does".

use std::io::Write;

use anyhow::{Context, Result};
use candle_core::backprop::GradStore;
use candle_core::{Device, Var};
use course::text::{Align, table};

use crate::backward::{backward, forward};
use crate::descent::EXAMPLE;

/// The three operations forwards and backwards, by hand.
///
/// # Errors
/// If `out` cannot be written to.
pub fn by_hand(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: by_hand
    let values = forward(1.0, EXAMPLE.x, EXAMPLE.y);
    let slopes = backward(values, EXAMPLE.x);
    // ANCHOR_END: by_hand
    let row = |name: &str, value: f64, slope: f64| {
        vec![name.to_owned(), format!("{value}"), format!("{slope}")]
    };
    let rows = [
        row("w", 1.0, slopes.d_weight),
        row("w·x", values.product, slopes.d_product),
        row("w·x − y", values.difference, slopes.d_difference),
        row("(w·x − y)²", values.loss, slopes.d_loss),
    ];
    let header = [
        ("", Align::Left),
        ("value, forwards", Align::Right),
        ("slope of the loss, backwards", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The same by candle.
///
/// # Errors
/// If candle cannot compute it, or `out` cannot be written to.
pub fn with_candle(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: with_candle
    let weight = Var::new(1f32, &Device::Cpu)?; // a scalar
    let product = (weight.as_tensor() * 2.0)?; // a scalar
    let loss = (product - 6.0)?.sqr()?; // a scalar
    let gradients = loss.backward()?;
    // ANCHOR_END: with_candle
    writeln!(out, "loss {}", loss.to_scalar::<f32>()?)?;
    writeln!(out, "slope {}", of(&gradients, &weight)?)?;
    Ok(())
}

/// A weight that is used at two places gets a slope from both.
///
/// # Errors
/// If candle cannot compute it, or `out` cannot be written to.
pub fn adds_up(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: adds_up
    let weight = Var::new(1f32, &Device::Cpu)?; // a scalar
    let first = (weight.as_tensor() * 2.0)?; // a scalar
    let second = (weight.as_tensor() * 3.0)?; // a scalar
    let both = (&first + &second)?; // a scalar
    // ANCHOR_END: adds_up
    for (name, loss) in [
        ("first", &first),
        ("second", &second),
        ("first + second", &both),
    ] {
        let slope = of(&loss.backward()?, &weight)?;
        writeln!(out, "loss = {name:<14}  slope {slope}")?;
    }
    Ok(())
}

/// Two calls, two stores; and a value that is taken as given.
///
/// # Errors
/// If candle cannot compute it, or `out` cannot be written to.
pub fn stores(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: stores
    let weight = Var::new(1f32, &Device::Cpu)?; // a scalar
    let loss = (weight.as_tensor() * 2.0)?; // a scalar
    let once = loss.backward()?;
    let twice = loss.backward()?;
    // ANCHOR_END: stores
    writeln!(out, "first call   slope {}", of(&once, &weight)?)?;
    writeln!(out, "second call  slope {}", of(&twice, &weight)?)?;
    // ANCHOR: detached
    let given = weight.as_detached_tensor(); // a scalar
    let product = (weight.as_tensor() * &given)?; // a scalar
    // ANCHOR_END: detached
    let slope = of(&product.backward()?, &weight)?;
    writeln!(out, "w · w with one w detached  slope {slope}")?;
    let square = (weight.as_tensor() * weight.as_tensor())?; // a scalar
    let slope = of(&square.backward()?, &weight)?;
    writeln!(out, "w · w                      slope {slope}")?;
    Ok(())
}

fn of(gradients: &GradStore, weight: &Var) -> Result<f32> {
    let slope = gradients.get(weight).context("the weight has no slope")?;
    Ok(slope.to_scalar::<f32>()?)
}
