//! The GRU: PyTorch's golden numbers, its weights, its initial values.

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::rnn::{GRUState, RNN};
use candle_nn::{VarBuilder, rnn};
use chapter_04::Recurrent;
use chapter_05::{CandleGru, Gru};

use crate::common::{assert_close, build, fill, input, three_steps};

// Golden numbers, made with these lines of PyTorch 2:
//   gru = torch.nn.GRU(2, 2, batch_first=True)
//   for k, (name, p) in enumerate(sorted(gru.named_parameters())):
//       p.data = (torch.arange(p.numel()) + k).sin().reshape(p.shape) / 2
//   print(gru(torch.tensor([[[0.5, -1.0], [1.0, 0.25], [-0.75, 2.0]]]))[0])
#[test]
fn equals_pytorch() -> Result<()> {
    let (by_hand, parameters) = build::<Gru>(2, 2)?;
    fill(&parameters, |k, i, _| ((k + i) as f32).sin() / 2.0)?;
    assert_close(&by_hand.all_states(&three_steps()?, None)?, &PYTORCH)?;
    assert_close(&by_hand.last_state(&three_steps()?, None)?, &PYTORCH[4..])?;

    let (library, parameters) = build::<CandleGru>(2, 2)?;
    fill(&parameters, |k, i, _| ((k + i) as f32).sin() / 2.0)?;
    assert_close(&library.all_states(&three_steps()?, None)?, &PYTORCH)
}

const PYTORCH: [f32; 6] = [
    -0.2799111, -0.3359995, -0.4319565, -0.2048735, -0.4696246, 0.2372422,
];

#[test]
fn the_parameters_have_the_names_of_pytorch_and_the_values_of_keras() -> Result<()> {
    let (layer, parameters) = build::<Gru>(3, 4)?;
    let shapes: Vec<_> = parameters.iter().map(|(n, t)| (n, t.dims())).collect();
    let expected: [(&str, &[usize]); 4] = [
        ("layer.bias_hh_l0", &[12]),
        ("layer.bias_ih_l0", &[12]),
        ("layer.weight_hh_l0", &[12, 4]),
        ("layer.weight_ih_l0", &[12, 3]),
    ];
    assert_eq!(shapes, expected);

    let side_by_side = layer.weights_side_by_side()?;
    assert_eq!(side_by_side.dims(), [12, 3 + 4 + 2]);
    let value = |name: &str| parameters.iter().find(|(n, _)| *n == name).unwrap().1;
    let weight_hh = value("layer.weight_hh_l0");
    let difference = (side_by_side.narrow(1, 3, 4)? - weight_hh)?.abs()?;
    assert_eq!(difference.max_all()?.to_scalar::<f32>()?, 0.0);
    let square = weight_hh.t()?.matmul(weight_hh)?;
    let identity = Tensor::eye(4, DType::F32, &Device::Cpu)?;
    let difference = (square - identity)?.abs()?.max_all()?;
    assert!(difference.to_scalar::<f32>()? < 1e-6);
    assert_eq!(value("layer.bias_ih_l0").to_vec1::<f32>()?, [0.0; 12]);
    assert_eq!(value("layer.bias_hh_l0").to_vec1::<f32>()?, [0.0; 12]);
    Ok(())
}

/// Why [`CandleGru`] does not use it.
#[test]
fn the_states_to_tensor_of_candle_lays_them_end_to_end() -> Result<()> {
    let zeros = VarBuilder::zeros(DType::F32, &Device::Cpu);
    let layer = rnn::gru(3, 4, rnn::GRUConfig::default(), zeros)?;
    let states: Vec<GRUState> = layer.seq(&input(2, 5, 3, 1)?)?;
    assert_eq!(layer.states_to_tensor(&states)?.dims(), [2, 5 * 4]);
    Ok(())
}

#[test]
fn weights_that_do_not_fit_are_errors() -> Result<()> {
    let zeros = |shape: &[usize]| Tensor::zeros(shape, DType::F64, &Device::Cpu);
    let layer = |ih: &[usize], hh: &[usize], bias: &[usize]| {
        Gru::from_tensors(zeros(ih)?, zeros(hh)?, zeros(bias)?, zeros(&[6])?)
    };
    assert!(layer(&[6, 5], &[6, 2], &[6]).is_ok());
    assert!(layer(&[8, 5], &[8, 2], &[8]).is_err()); // an LSTM's
    assert!(layer(&[8, 5], &[6, 2], &[6]).is_err());
    assert!(layer(&[6, 5], &[6, 2], &[6, 1]).is_err());
    assert!(layer(&[6], &[6, 2], &[6]).is_err());
    Ok(())
}
