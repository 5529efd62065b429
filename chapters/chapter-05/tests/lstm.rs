//! The LSTM by hand against candle-nn's, PyTorch's golden numbers, its masks and its gradients.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

use candle_core::{Device, Result, Tensor};
use chapter_02::Side;
use chapter_05::steps::time_steps;
use chapter_05::{CandleLstm, Lstm, Mask, Recurrent};
use course::parameters::{Init, Parameters};
use proptest::prelude::*;

/// (batch, time, features), uniform in -1..1.
fn input(batch: usize, time: usize, features: usize, seed: u64) -> Result<Tensor> {
    let shape = (batch * time, features);
    let rows = Parameters::new(seed).create("input", shape, Init::Uniform { limit: 1.0 })?;
    rows.detach().reshape((batch, time, features))
}

/// States and the gradients of Σ state · weight, the weights being spread over -1..1.
fn states_and_gradients(
    layer: &dyn Recurrent,
    parameters: &Parameters,
    xs: &Tensor,
    mask: Option<&Mask>,
) -> Result<Vec<Vec<f32>>> {
    let all = layer.all_states(xs, mask)?;
    let last = layer.last_state(xs, mask)?;
    let weigh = |states: &Tensor| -> Result<Tensor> {
        let count = states.elem_count();
        let weights: Vec<f32> = (0..count)
            .map(|i| ((i * 37 % 101) as f32) / 50.0 - 1.0)
            .collect();
        (states.flatten_all()? * Tensor::from_vec(weights, count, &Device::Cpu)?)?.sum_all()
    };
    let loss = (weigh(&all)? + weigh(&last)?)?;
    let gradients = loss.backward()?;
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
fn relative_difference(a: &[Vec<f32>], b: &[Vec<f32>]) -> f32 {
    let of_tensor = |(a, b): (&Vec<f32>, &Vec<f32>)| {
        assert_eq!(a.len(), b.len());
        let scale = a.iter().fold(1e-6f32, |largest, x| largest.max(x.abs()));
        a.iter()
            .zip(b)
            .fold(0f32, |worst, (x, y)| worst.max((x - y).abs() / scale))
    };
    a.iter().zip(b).map(of_tensor).fold(0.0, f32::max)
}

fn by_hand(features: usize, num_hiddens: usize) -> Result<(Lstm, Parameters)> {
    let mut parameters = Parameters::new(7);
    let layer = Lstm::new(features, num_hiddens, &mut parameters, "lstm")?;
    Ok((layer, parameters))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn equals_candle_nn_in_values_and_gradients(
        batch in 1usize..5,
        time in 1usize..9,
        features in 1usize..5,
        num_hiddens in 1usize..6,
        masked in any::<bool>(),
        post in any::<bool>(),
        lengths in prop::collection::vec(0usize..9, 5),
    ) {
        let xs = input(batch, time, features, 3).unwrap();
        let (hand, hand_parameters) = by_hand(features, num_hiddens).unwrap();
        let mut parameters = Parameters::new(7);
        let library = CandleLstm::new(features, num_hiddens, &mut parameters, "lstm").unwrap();
        let side = if post { Side::Post } else { Side::Pre };
        let lengths = lengths[..batch].iter().map(|length| *length.min(&time)).collect();
        let mask = masked.then(|| Mask::new(lengths, side));
        let a = states_and_gradients(&hand, &hand_parameters, &xs, mask.as_ref()).unwrap();
        let b = states_and_gradients(&library, &parameters, &xs, mask.as_ref()).unwrap();
        let difference = relative_difference(&a, &b);
        prop_assert!(difference < 1e-5, "{difference}");
    }
}

// Golden numbers, made with these lines of PyTorch 2:
//   lstm = torch.nn.LSTM(2, 2, batch_first=True)
//   for name, p in lstm.named_parameters():
//       n = p.numel(); p.data = (torch.arange(n) / n - 0.5).reshape(p.shape) if 'bias_hh' not in name else torch.zeros(n)
//   print(lstm(torch.tensor([[[0.5, -1.0], [1.0, 0.25], [-0.75, 2.0]]]))[0])
#[test]
fn equals_pytorch() -> Result<()> {
    let (layer, parameters) = by_hand(2, 2)?;
    let values = parameters
        .iter()
        .map(|(name, tensor)| {
            let count = tensor.elem_count();
            let values = (0..count).map(|i| i as f32 / count as f32 - 0.5).collect();
            Ok((
                name.to_owned(),
                Tensor::from_vec(values, tensor.shape(), &Device::Cpu)?,
            ))
        })
        .collect::<Result<_>>()?;
    parameters.restore(&values)?;
    let xs = Tensor::new(&[[[0.5f32, -1.0], [1.0, 0.25], [-0.75, 2.0]]], &Device::Cpu)?;
    let states = layer
        .all_states(&xs, None)?
        .flatten_all()?
        .to_vec1::<f32>()?;
    let golden = PYTORCH;
    for (state, expected) in states.iter().zip(golden) {
        assert!((state - expected).abs() < 1e-6, "{states:?}");
    }
    Ok(())
}

const PYTORCH: [f32; 6] = [
    -0.01359489,
    0.0,
    -0.00370744,
    0.06124749,
    0.02112987,
    0.1215204,
];

#[test]
fn pads_change_nothing_under_a_mask() -> Result<()> {
    let (layer, _) = by_hand(3, 4)?;
    let words = input(1, 5, 3, 11)?;
    let alone = layer.last_state(&words, None)?.to_vec2::<f32>()?;
    for (side, left, right) in [(Side::Pre, 6, 0), (Side::Post, 0, 6)] {
        let padded = words.pad_with_zeros(1, left, right)?;
        let mask = Mask::new(vec![5], side);
        assert_eq!(
            layer.last_state(&padded, Some(&mask))?.to_vec2::<f32>()?,
            alone
        );
        // Unmasked, pads in front of a new layer happen to change nothing either: the state is zero
        // and so is the candidate, as long as its bias is.
        let unmasked = layer.last_state(&padded, None)?.to_vec2::<f32>()?;
        assert_eq!(unmasked == alone, side == Side::Pre);
    }
    Ok(())
}

#[test]
fn gradients_are_those_of_finite_differences() -> Result<()> {
    let (layer, parameters) = by_hand(2, 3)?;
    let xs = input(2, 4, 2, 5)?;
    let loss = |layer: &Lstm| layer.last_state(&xs, None)?.sqr()?.sum_all();
    let gradients = loss(&layer)?.backward()?;
    for variable in parameters.variables() {
        let gradient = gradients
            .get(&variable)
            .unwrap()
            .flatten_all()?
            .to_vec1::<f32>()?;
        let values = variable.flatten_all()?.to_vec1::<f32>()?;
        for i in 0..values.len() {
            let at = |change: f32| -> Result<f32> {
                let mut moved = values.clone();
                moved[i] += change;
                variable.set(&Tensor::from_vec(moved, variable.shape(), &Device::Cpu)?)?;
                loss(&layer)?.to_scalar()
            };
            let slope = (at(1e-2)? - at(-1e-2)?) / 2e-2;
            assert!(
                (slope - gradient[i]).abs() < 1e-3,
                "{slope} {}",
                gradient[i]
            );
        }
        variable.set(&Tensor::from_vec(values, variable.shape(), &Device::Cpu)?)?;
    }
    Ok(())
}

#[test]
fn halving_keeps_the_order_of_the_steps() -> Result<()> {
    for time in 1..10 {
        let xs = Tensor::arange(0f32, time as f32, &Device::Cpu)?.reshape((1, time, 1))?;
        let steps = Tensor::cat(&time_steps(&xs)?, 1)?
            .flatten_all()?
            .to_vec1::<f32>()?;
        assert_eq!(steps, (0..time).map(|t| t as f32).collect::<Vec<_>>());
    }
    Ok(())
}

#[test]
fn shapes_that_do_not_fit_are_errors() -> Result<()> {
    let (layer, _) = by_hand(3, 4)?;
    let xs = input(2, 5, 3, 1)?;
    let short = Mask::new(vec![5], Side::Pre);
    let long = Mask::new(vec![5, 6], Side::Pre);
    assert!(layer.last_state(&xs, Some(&short)).is_err());
    assert!(layer.last_state(&xs, Some(&long)).is_err());
    assert!(layer.last_state(&input(2, 5, 2, 1)?, None).is_err());
    assert!(layer.last_state(&xs.narrow(1, 0, 0)?, None).is_err());
    Ok(())
}
