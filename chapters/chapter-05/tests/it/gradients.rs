//! Gradients against finite differences, in 64 bits.

use candle_core::{DType, Device, Result, Tensor, Var};
use chapter_02::Side;
use chapter_04::{Mask, Recurrent, Rnn, Sequence};
use chapter_05::{Gru, Lstm};
use course::parameters::Parameters;

use crate::common::{build, input, weighted_sum};

/// How far a number is moved to each side. The error of a central difference falls with its square,
/// 1e-10, and that of rounding, 1e-16, is divided by it: about 1e-11 in both.
const STEP: f64 = 1e-5;

/// The parameters as 64-bit variables, in the order of their names, moved away from zero.
fn in_64_bits(parameters: &Parameters) -> Result<Vec<Var>> {
    let to_variable = |tensor: &Tensor| {
        let count = tensor.elem_count();
        let shift: Vec<f64> = (0..count).map(|i| (i as f64).sin() / 4.0).collect();
        let shift = Tensor::from_vec(shift, tensor.shape(), &Device::Cpu)?;
        Var::from_tensor(&(tensor.detach().to_dtype(DType::F64)? + shift)?)
    };
    parameters
        .iter()
        .map(|(_, tensor)| to_variable(tensor))
        .collect()
}

/// Compares the gradient of `loss` by each number of each variable with a central difference.
fn check(variables: &[Var], loss: impl Fn() -> Result<Tensor>) -> Result<()> {
    let gradients = loss()?.backward()?;
    for variable in variables {
        let gradient = gradients.get(variable).unwrap().flatten_all()?;
        let gradient = gradient.to_vec1::<f64>()?;
        let values = variable.flatten_all()?.to_vec1::<f64>()?;
        let set = |values: Vec<f64>| {
            variable.set(&Tensor::from_vec(values, variable.shape(), &Device::Cpu)?)
        };
        for i in 0..values.len() {
            let at = |change: f64| -> Result<f64> {
                let mut moved = values.clone();
                moved[i] += change;
                set(moved)?;
                loss()?.to_scalar()
            };
            let slope = (at(STEP)? - at(-STEP)?) / (2.0 * STEP);
            let error = (slope - gradient[i]).abs();
            assert!(error < 1e-8, "{slope} {}", gradient[i]);
        }
        set(values)?;
    }
    Ok(())
}

/// Checks a layer's weights and inputs, without a mask and with pads on either side.
fn check_layer(
    parameters: &Parameters,
    layer: impl Fn(&[Tensor]) -> Result<Box<dyn Recurrent>>,
) -> Result<()> {
    let weights = in_64_bits(parameters)?;
    let xs = Var::from_tensor(&input(2, 4, 2, 5)?.to_dtype(DType::F64)?)?;
    let tensors: Vec<Tensor> =
        weights.iter().map(|v| v.as_tensor().clone()).collect();
    let layer = layer(&tensors)?;
    let variables = [weights, vec![xs.clone()]].concat();
    let mask = |side| Some(Mask::new(vec![3, 4], side));
    for mask in [None, mask(Side::Pre), mask(Side::Post)] {
        check(&variables, || {
            let all =
                weighted_sum(&layer.all_states(&Sequence::of(&xs), mask.as_ref())?)?;
            all + weighted_sum(
                &layer.last_state(&Sequence::of(&xs), mask.as_ref())?,
            )?
        })?;
    }
    Ok(())
}

#[test]
fn of_the_rnn_are_those_of_finite_differences() -> Result<()> {
    let (_, parameters) = build::<Rnn>(2, 3)?;
    check_layer(&parameters, |tensors| {
        let [bias_hh, bias_ih, weight_hh, weight_ih] = tensors else {
            unreachable!("an RNN has four tensors of weights")
        };
        let (ih, hh) = (weight_ih.clone(), weight_hh.clone());
        let (bias_ih, bias_hh) = (bias_ih.clone(), bias_hh.clone());
        Ok(Box::new(Rnn::from_tensors(ih, hh, bias_ih, bias_hh)?))
    })
}

#[test]
fn of_the_lstm_are_those_of_finite_differences() -> Result<()> {
    let (_, parameters) = build::<Lstm>(2, 3)?;
    check_layer(&parameters, |tensors| {
        let [bias, weight_hh, weight_ih] = tensors else {
            unreachable!("an LSTM has three tensors of weights")
        };
        let (ih, hh) = (weight_ih.clone(), weight_hh.clone());
        Ok(Box::new(Lstm::from_tensors(ih, hh, bias.clone())?))
    })
}

#[test]
fn of_the_gru_are_those_of_finite_differences() -> Result<()> {
    let (_, parameters) = build::<Gru>(2, 3)?;
    check_layer(&parameters, |tensors| {
        let [bias_hh, bias_ih, weight_hh, weight_ih] = tensors else {
            unreachable!("a GRU has four tensors of weights")
        };
        let (ih, hh) = (weight_ih.clone(), weight_hh.clone());
        let (bias_ih, bias_hh) = (bias_ih.clone(), bias_hh.clone());
        Ok(Box::new(Gru::from_tensors(ih, hh, bias_ih, bias_hh)?))
    })
}
