//! The simplest layer: PyTorch's golden numbers, and what is refused.

use candle_core::{Device, Result, Tensor, Var};
use chapter_02::Side;
use chapter_04::through_time::slopes;
use chapter_04::{Build, Mask, Recurrent, Rnn, Sequence};
use course::parameters::Parameters;

/// What the golden numbers below were made with: the parameter number `k`, in PyTorch's order, holds
/// i / n − 0.5 + 0.1 k at its place i of n.
fn parameter(k: usize, shape: &[usize]) -> Result<Var> {
    let count: usize = shape.iter().product();
    let value = |i: usize| i as f32 / count as f32 - 0.5 + 0.1 * k as f32;
    let values = (0..count).map(value).collect::<Vec<_>>();
    Var::from_tensor(&Tensor::from_vec(values, shape, &Device::Cpu)?)
}

fn assert_close(tensor: &Tensor, golden: &[f32], tolerance: f32) -> Result<()> {
    let values = tensor.flatten_all()?.to_vec1::<f32>()?;
    assert_eq!(values.len(), golden.len());
    for (value, expected) in values.iter().zip(golden) {
        let error = (value - expected).abs();
        assert!(error <= tolerance * expected.abs(), "{values:?}");
    }
    Ok(())
}

// Golden numbers, made with these lines of PyTorch 2:
//   rnn = torch.nn.RNN(2, 3, batch_first=True)
//   for k, (name, p) in enumerate(rnn.named_parameters()):
//       n = p.numel(); p.data = (torch.arange(n) / n - 0.5 + 0.1 * k).reshape(p.shape)
//   xs = torch.tensor([[[0.5, -1.0], [1.0, 0.25], [-0.75, 2.0]]], requires_grad=True)
//   states = rnn(xs)[0]; print(states)
//   weights = torch.tensor([(i * 37 % 101) / 50 - 1 for i in range(9)]).reshape(1, 3, 3)
//   (states * weights).sum().backward()
//   print([p.grad for p in rnn.parameters()], xs.grad)
#[test]
fn values_and_gradients_equal_pytorchs() -> Result<()> {
    let shapes: [&[usize]; 4] = [&[3, 2], &[3, 3], &[3], &[3]];
    let variables = [0, 1, 2, 3].map(|k| parameter(k, shapes[k]).unwrap());
    let [ih, hh, bias_ih, bias_hh] = variables
        .each_ref()
        .map(|variable| variable.as_tensor().clone());
    let layer = Rnn::from_tensors(ih, hh, bias_ih, bias_hh)?;
    let steps = [[[0.5f32, -1.0], [1.0, 0.25], [-0.75, 2.0]]]; // (1, 3, 2)
    let xs = Var::new(&steps, &Device::Cpu)?;
    let states = layer.all_states(&Sequence::of(&xs), None)?; // (1, 3, 3)
    assert_close(&states, &STATES, 1e-6)?;

    let weight = |i: usize| (i * 37 % 101) as f32 / 50.0 - 1.0;
    let weights: Vec<f32> = (0..9).map(weight).collect();
    let weights = Tensor::from_vec(weights, (1, 3, 3), &Device::Cpu)?;
    let gradients = (states * weights)?.sum_all()?.backward()?;
    for (variable, golden) in variables.iter().chain([&xs]).zip(GRADIENTS) {
        assert_close(gradients.get(variable).unwrap(), golden, 1e-5)?;
    }
    Ok(())
}

const STATES: [f32; 9] = [
    -0.39411858,
    0.08314101,
    0.52508396,
    -0.7790907,
    0.11118788,
    0.8528058,
    -0.58086103,
    0.4472093,
    0.9255148,
];

/// Of the four parameters and of the input.
const GRADIENTS: [&[f32]; 5] = [
    &[
        -0.3024711,
        -0.13748705,
        -0.027468283,
        0.34984052,
        0.3670802,
        -0.16186652,
    ],
    &[
        0.4049632,
        -0.064292565,
        -0.46591347,
        -0.12910587,
        0.021280967,
        0.15126781,
        -0.18752164,
        0.0328485,
        0.22646357,
    ],
    &[-1.3572211, 0.11888537, 0.8233837],
    &[-1.3572211, 0.11888537, 0.8233837],
    &[
        0.4540463, 0.39630172, 0.14083198, 0.15597588, 0.20114867, 0.17459063,
    ],
];

#[test]
fn the_parameters_have_pytorchs_names_and_shapes() -> Result<()> {
    let mut parameters = Parameters::new(1);
    Rnn::new(3, 4, &mut parameters, "rnn")?;
    let named: Vec<_> = parameters
        .iter()
        .map(|(name, tensor)| (name.to_owned(), tensor.dims().to_vec()))
        .collect();
    let expected = [
        ("rnn.bias_hh_l0", vec![4]),
        ("rnn.bias_ih_l0", vec![4]),
        ("rnn.weight_hh_l0", vec![4, 4]),
        ("rnn.weight_ih_l0", vec![4, 3]),
    ];
    assert_eq!(named, expected.map(|(name, shape)| (name.to_owned(), shape)));
    Ok(())
}

#[test]
fn what_does_not_fit_is_an_error() -> Result<()> {
    let layer = Rnn::new(3, 4, &mut Parameters::new(1), "rnn")?;
    let xs = Tensor::ones((2, 5, 3), candle_core::DType::F32, &Device::Cpu)?;
    let wide = Tensor::ones((2, 5, 2), candle_core::DType::F32, &Device::Cpu)?;
    let lengths = |lengths: &[usize]| Mask::new(lengths.to_vec(), Side::Pre);
    for mask in [lengths(&[5]), lengths(&[5, 6])] {
        assert!(layer.last_state(&Sequence::of(&xs), Some(&mask)).is_err());
    }
    assert!(layer.last_state(&Sequence::of(&wide), None).is_err());
    let vector = Tensor::zeros(4, candle_core::DType::F32, &Device::Cpu)?;
    let matrix = Tensor::zeros((4, 3), candle_core::DType::F32, &Device::Cpu)?;
    let square = Tensor::zeros((4, 4), candle_core::DType::F32, &Device::Cpu)?;
    let of = |hh: &Tensor, bias: &Tensor| {
        Rnn::from_tensors(matrix.clone(), hh.clone(), bias.clone(), vector.clone())
    };
    assert!(of(&square, &vector).is_ok());
    assert!(of(&matrix, &vector).is_err());
    assert!(of(&square, &square).is_err());
    Ok(())
}

#[test]
fn the_way_back_by_hand_is_candles() -> Result<()> {
    let rnn = Rnn::new(2, 3, &mut Parameters::new(1), "rnn")?;
    let limit = course::parameters::Init::Uniform { limit: 1.0 };
    let xs = Parameters::new(2).create("xs", (6, 2), limit)?.detach(); // (time, features)
    let first = Var::new(&[[0.3f32, -0.2, 0.5]], &Device::Cpu)?; // (1, num_hiddens)
    let mut states = vec![first.as_tensor().clone()];
    for t in 0..6 {
        states.push(rnn.step(&xs.narrow(0, t, 1)?, &states[t])?);
    }
    let weights = Tensor::new(&[[1f32, -2.0, 0.5]], &Device::Cpu)?;
    let loss = (&states[6] * &weights)?.sum_all()?;
    let by_candle = loss.backward()?.get(&first).unwrap().to_vec2::<f32>()?;
    let by_hand = slopes(&rnn, &states, &weights)?;
    assert_eq!(by_hand.len(), 7);
    assert_close(&by_hand[6], &by_candle[0], 1e-5)
}
