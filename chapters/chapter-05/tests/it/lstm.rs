//! The LSTM: PyTorch's golden numbers, pads, and what is refused.

use candle_core::{DType, Device, Result, Tensor};
use chapter_02::Side;
use chapter_04::steps::time_steps;
use chapter_04::{Mask, Recurrent, Sequence};
use chapter_05::Lstm;

use crate::common::{assert_close, build, fill, input, three_steps};

// Golden numbers, made with these lines of PyTorch 2:
//   lstm = torch.nn.LSTM(2, 2, batch_first=True)
//   for name, p in lstm.named_parameters():
//       n = p.numel(); p.data = (torch.arange(n) / n - 0.5).reshape(p.shape) if 'bias_hh' not in name else torch.zeros(n)
//   print(lstm(torch.tensor([[[0.5, -1.0], [1.0, 0.25], [-0.75, 2.0]]]))[0])
#[test]
fn equals_pytorch() -> Result<()> {
    let (layer, parameters) = build::<Lstm>(2, 2)?;
    fill(&parameters, |_, i, count| i as f32 / count as f32 - 0.5)?;
    assert_close(&layer.all_states(&three_steps()?, None)?, &PYTORCH)
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
    let (layer, _) = build::<Lstm>(3, 4)?;
    let words = input(1, 5, 3, 11)?;
    let alone = layer
        .last_state(&Sequence::of(&words), None)?
        .to_vec2::<f32>()?;
    for (side, left, right) in [(Side::Pre, 6, 0), (Side::Post, 0, 6)] {
        let padded = words.pad_with_zeros(1, left, right)?;
        let mask = Mask::new(vec![5], side);
        assert_eq!(
            layer
                .last_state(&Sequence::of(&padded), Some(&mask))?
                .to_vec2::<f32>()?,
            alone
        );
        // Unmasked, pads in front of a new layer happen to change nothing either: the state is zero
        // and so is the candidate, as long as its bias is.
        let unmasked = layer
            .last_state(&Sequence::of(&padded), None)?
            .to_vec2::<f32>()?;
        assert_eq!(unmasked == alone, side == Side::Pre);
    }
    Ok(())
}

#[test]
fn halving_keeps_the_order_of_the_steps() -> Result<()> {
    for time in 1..10 {
        let xs = Tensor::arange(0f32, time as f32, &Device::Cpu)?
            .reshape((1, time, 1))?;
        let steps = Tensor::cat(&time_steps(&xs)?, 1)?
            .flatten_all()?
            .to_vec1::<f32>()?;
        assert_eq!(steps, (0..time).map(|t| t as f32).collect::<Vec<_>>());
    }
    Ok(())
}

#[test]
fn shapes_that_do_not_fit_are_errors() -> Result<()> {
    let (layer, _) = build::<Lstm>(3, 4)?;
    let xs = input(2, 5, 3, 1)?;
    let short = Mask::new(vec![5], Side::Pre);
    let long = Mask::new(vec![5, 6], Side::Pre);
    assert!(layer.last_state(&Sequence::of(&xs), Some(&short)).is_err());
    assert!(layer.last_state(&Sequence::of(&xs), Some(&long)).is_err());
    assert!(
        layer
            .last_state(&Sequence::Vectors(input(2, 5, 2, 1)?), None)
            .is_err()
    );
    assert!(
        layer
            .last_state(&Sequence::Vectors(xs.narrow(1, 0, 0)?), None)
            .is_err()
    );
    Ok(())
}

#[test]
fn weights_that_do_not_fit_are_errors() -> Result<()> {
    let zeros = |shape: &[usize]| Tensor::zeros(shape, DType::F64, &Device::Cpu);
    let layer = |ih: &[usize], hh: &[usize], bias: &[usize]| {
        Lstm::from_tensors(zeros(ih)?, zeros(hh)?, zeros(bias)?)
    };
    assert!(layer(&[8, 5], &[8, 2], &[8]).is_ok());
    assert!(layer(&[6, 5], &[6, 2], &[6]).is_err()); // a GRU's
    assert!(layer(&[8, 5], &[8, 2], &[2]).is_err());
    Ok(())
}
