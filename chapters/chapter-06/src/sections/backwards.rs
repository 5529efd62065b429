//! The page "A step backwards".

use std::io::Write;

use anyhow::{Context, Result};
use candle_core::backprop::GradStore;
use candle_core::{DType, Device, Tensor};
use chapter_04::{Build, Recurrent, Sequence};
use chapter_05::Lstm;
use course::parameters::{Init, Parameters};
use course::text::{Align, table};

use crate::FusedLstm;

const FEATURES: usize = 2;
const NUM_HIDDENS: usize = 3;

/// The derivative of a loss with respect to a few weights, in three ways.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn gradients(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let by_hand = Lstm::new(FEATURES, NUM_HIDDENS, &mut parameters, "lstm")?;
    let fused = FusedLstm::of(by_hand.clone());
    let xs =
        parameters.create("xs", (2 * 5, FEATURES), Init::Uniform { limit: 1.0 })?;
    let xs = xs.reshape((2, 5, FEATURES))?; // (batch, time, features)
    // ANCHOR: three_ways
    let loss = |layer: &dyn Recurrent| {
        layer.last_state(&Sequence::of(&xs), None)?.sqr()?.sum_all()
    };
    let by_hand = loss(&by_hand)?.backward()?;
    let fused = loss(&fused)?.backward()?;
    // ANCHOR_END: three_ways
    let mut rows = Vec::new();
    for (name, place) in [
        ("weight_ih_l0", 0),
        ("weight_ih_l0", 9),
        ("weight_hh_l0", 4),
        ("weight_hh_l0", 20),
        ("bias_ih_l0", 5),
        ("bias_ih_l0", 11),
    ] {
        let full_name = format!("lstm.{name}");
        let derivative = |gradients: &GradStore| -> Result<f32> {
            let tensor = parameters.iter().find(|(known, _)| *known == full_name);
            let (_, tensor) = tensor.context("an LSTM has this weight")?;
            let gradient = gradients.get(tensor).context("it has a gradient")?;
            Ok(gradient.flatten_all()?.to_vec1::<f32>()?[place])
        };
        rows.push(vec![
            format!("{name}[{place}]"),
            format!("{:.4}", slope(&parameters, &xs, &full_name, place)?),
            format!("{:.4}", derivative(&by_hand)?),
            format!("{:.4}", derivative(&fused)?),
        ]);
    }
    let header = [
        ("weight", Align::Left),
        ("slope", Align::Right),
        ("by hand", Align::Right),
        ("fused", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

// ANCHOR: slope
/// The loss with a weight a little larger, less that with it a little smaller,
/// divided by the distance: in 64 bits, with the layer of chapter 5.
fn slope(
    parameters: &Parameters,
    xs: &Tensor,
    name: &str,
    place: usize,
) -> Result<f64> {
    const STEP: f64 = 1e-5;
    let loss_with = |change: f64| -> Result<f64> {
        let mut weights = Vec::new(); // in the order of their names
        for (known, tensor) in parameters.iter().filter(|(name, _)| *name != "xs") {
            let tensor = tensor.to_dtype(DType::F64)?;
            let mut values = tensor.flatten_all()?.to_vec1::<f64>()?;
            if known == name {
                values[place] += change;
            }
            weights.push(Tensor::from_vec(values, tensor.shape(), &Device::Cpu)?);
        }
        let [bias, weight_hh, weight_ih] = &weights[..] else {
            anyhow::bail!("an LSTM has three tensors of weights");
        };
        let lstm =
            Lstm::from_tensors(weight_ih.clone(), weight_hh.clone(), bias.clone())?;
        let xs = Sequence::Vectors(xs.to_dtype(DType::F64)?);
        let last_state = lstm.last_state(&xs, None)?;
        Ok(last_state.sqr()?.sum_all()?.to_scalar()?)
    };
    Ok((loss_with(STEP)? - loss_with(-STEP)?) / (2.0 * STEP))
}
// ANCHOR_END: slope
