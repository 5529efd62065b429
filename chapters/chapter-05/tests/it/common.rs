//! What the tests of several layers share.

use candle_core::{Device, Result, Tensor};
use chapter_04::{Build, Mask, Place, Recurrent, Sequence};
use course::parameters::{Init, Parameters};

/// A layer at the first place, and its parameters.
pub(crate) fn build<L: Build>(
    features: usize,
    num_hiddens: usize,
) -> Result<(L, Parameters)> {
    let mut parameters = Parameters::new(7);
    let layer =
        L::build(features, num_hiddens, &mut parameters, Place::first("layer"))?;
    Ok((layer, parameters))
}

/// (batch, time, features), uniform in -1..1.
pub(crate) fn input(
    batch: usize,
    time: usize,
    features: usize,
    seed: u64,
) -> Result<Tensor> {
    let shape = (batch * time, features);
    let rows = Parameters::new(seed).create(
        "input",
        shape,
        Init::Uniform { limit: 1.0 },
    )?;
    rows.detach().reshape((batch, time, features))
}

/// Sets every parameter to what `value` gives for the parameter's place in the order of the names,
/// the number's place in it, and how many there are.
pub(crate) fn fill(
    parameters: &Parameters,
    value: impl Fn(usize, usize, usize) -> f32,
) -> Result<()> {
    for (k, variable) in parameters.variables().iter().enumerate() {
        let count = variable.elem_count();
        let values = (0..count).map(|i| value(k, i, count)).collect();
        variable.set(&Tensor::from_vec(values, variable.shape(), &Device::Cpu)?)?;
    }
    Ok(())
}

/// The one row of three steps that the golden numbers of single layers were made with.
pub(crate) fn three_steps() -> Result<Sequence> {
    let steps = [[[0.5f32, -1.0], [1.0, 0.25], [-0.75, 2.0]]]; // (1, 3, 2)
    Ok(Sequence::Vectors(Tensor::new(&steps, &Device::Cpu)?))
}

/// Checks that a tensor holds these numbers, to six decimals.
pub(crate) fn assert_close(tensor: &Tensor, golden: &[f32]) -> Result<()> {
    let values = tensor.flatten_all()?.to_vec1::<f32>()?;
    assert_eq!(values.len(), golden.len());
    for (value, expected) in values.iter().zip(golden) {
        assert!((value - expected).abs() < 1e-6, "{values:?}");
    }
    Ok(())
}

/// The sum of all states, each times a weight between -1 and 1, so that no two count the same.
pub(crate) fn weighted_sum(states: &Tensor) -> Result<Tensor> {
    let count = states.elem_count();
    let weights: Vec<f32> = (0..count)
        .map(|i| ((i * 37 % 101) as f32) / 50.0 - 1.0)
        .collect();
    let weights =
        Tensor::from_vec(weights, count, &Device::Cpu)?.to_dtype(states.dtype())?;
    (states.flatten_all()? * weights)?.sum_all()
}

/// All states, the last state, and the gradient of the sum of both by every parameter.
pub(crate) fn states_and_gradients(
    layer: &dyn Recurrent,
    parameters: &Parameters,
    xs: &Tensor,
    mask: Option<&Mask>,
) -> Result<Vec<Vec<f32>>> {
    let all = layer.all_states(&Sequence::of(xs), mask)?;
    let last = layer.last_state(&Sequence::of(xs), mask)?;
    let gradients = (weighted_sum(&all)? + weighted_sum(&last)?)?.backward()?;
    let mut numbers = vec![
        all.flatten_all()?.to_vec1()?,
        last.flatten_all()?.to_vec1()?,
    ];
    for (_, tensor) in parameters.iter() {
        numbers.push(gradients.get(tensor).unwrap().flatten_all()?.to_vec1()?);
    }
    Ok(numbers)
}

/// The largest difference, measured against the largest value of each tensor.
pub(crate) fn relative_difference(a: &[Vec<f32>], b: &[Vec<f32>]) -> f32 {
    let of_tensor = |(a, b): (&Vec<f32>, &Vec<f32>)| {
        assert_eq!(a.len(), b.len());
        let scale = a.iter().fold(1e-6f32, |largest, x| largest.max(x.abs()));
        a.iter()
            .zip(b)
            .fold(0f32, |worst, (x, y)| worst.max((x - y).abs() / scale))
    };
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(of_tensor).fold(0.0, f32::max)
}
