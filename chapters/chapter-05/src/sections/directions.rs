//! The page "Both directions, and layers on top".

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor, Var};
use chapter_04::{Build, Recurrent, Sequence};
use course::parameters::Parameters;
use course::text::{Align, table, thousands};

use super::variants;
use crate::bidirectional::Bidirectional;
use crate::lstm::Lstm;
use crate::recorded;
use crate::stacked::Stacked;

/// (1, time, features), all the same.
fn input(time: usize, features: usize) -> Result<Tensor> {
    let xs = Tensor::new(&[[[0.5f32]]], &Device::Cpu)?;
    Ok(xs.broadcast_as((1, time, features))?.contiguous()?)
}

/// The shapes and parameters of one layer, two on top of each other, and two directions.
///
/// # Errors
/// If `out` cannot be written to.
pub fn stacked(out: &mut dyn Write) -> Result<()> {
    let (features, num_hiddens) = (3, 4);
    let xs = Sequence::Vectors(input(5, features)?); // (1, 5, features)
    let mut rows = Vec::new();
    let mut row = |name: &str, layer: &dyn Recurrent, count| -> Result<()> {
        let all = layer.all_states(&xs, None)?;
        let last = layer.last_state(&xs, None)?;
        let shape = |tensor: &Tensor| format!("{:?}", tensor.dims());
        rows.push(vec![
            name.to_owned(),
            shape(&all),
            shape(&last),
            thousands(count),
        ]);
        Ok(())
    };
    let mut one = Parameters::new(1);
    let layer = Lstm::new(features, num_hiddens, &mut one, "lstm")?;
    row("one layer", &layer, one.count())?;
    let mut two = Parameters::new(1);
    let layers = Stacked::<Lstm>::new(features, num_hiddens, 2, &mut two, "lstm")?;
    row("two layers", &layers, two.count())?;
    let mut both = Parameters::new(1);
    let layer =
        Bidirectional::<Lstm>::new(features, num_hiddens, &mut both, "lstm")?;
    row("both directions", &layer, both.count())?;
    let mut all = Parameters::new(1);
    let layers = Stacked::<Bidirectional<Lstm>>::new(
        features,
        num_hiddens,
        2,
        &mut all,
        "lstm",
    )?;
    row("two of these", &layers, all.count())?;
    let header = [
        ("F = 3, H = 4", Align::Left),
        ("all states", Align::Left),
        ("last state", Align::Left),
        ("parameters", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Which steps each half of the state at each step has seen, found by their gradients.
///
/// # Errors
/// If `out` cannot be written to.
pub fn seen(out: &mut dyn Write) -> Result<()> {
    let (time, num_hiddens) = (5, 2);
    let layer =
        Bidirectional::<Lstm>::new(1, num_hiddens, &mut Parameters::new(1), "lstm")?;
    let xs = Var::from_tensor(&input(time, 1)?)?; // (1, time, 1)
    let states = layer.all_states(&Sequence::of(&xs), None)?; // (1, time, 2 · num_hiddens)
    let mut rows = Vec::new();
    for t in 0..time {
        let state = states.narrow(1, t, 1)?; // (1, 1, 2 · num_hiddens)
        let mut row = vec![(t + 1).to_string()];
        for half in [0, num_hiddens] {
            let half = state.narrow(2, half, num_hiddens)?;
            let gradients = half.sum_all()?.backward()?;
            let slopes = match gradients.get(&xs) {
                Some(slopes) => slopes.flatten_all()?.to_vec1::<f32>()?,
                None => vec![0.0; time],
            };
            let steps = slopes.iter().enumerate();
            let steps = steps.filter(|(_, slope)| **slope != 0.0);
            let steps: Vec<String> =
                steps.map(|(t, _)| (t + 1).to_string()).collect();
            row.push(steps.join(" "));
        }
        rows.push(row);
    }
    let header = [
        ("step", Align::Right),
        ("forward half has seen", Align::Left),
        ("backward half has seen", Align::Left),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Backward layers, one of which is handed flipped pads.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn flipped(out: &mut dyn Write) -> Result<()> {
    variants::print(out, "backward layer", &recorded::backwards()?.measured)
}
