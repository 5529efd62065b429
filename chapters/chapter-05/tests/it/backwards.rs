//! Reading backwards, and the mistake that flips the pads.

use candle_core::{Result, Tensor};
use chapter_02::Side;
use chapter_04::sequence::in_reverse;
use chapter_04::{Build, Mask, Recurrent, Sequence};
use chapter_05::{Backwards, Flipped, Lstm};
use course::parameters::Parameters;

use crate::common::input;

fn layer<L: Build>() -> Result<L> {
    Ok(L::new(3, 4, &mut Parameters::new(2), "layer")?)
}

/// The same LSTM as in a backward layer: its parameters have the backward layer's names there.
fn forwards() -> Result<Lstm> {
    let mut parameters = Parameters::new(2);
    let place = chapter_04::Place::first("layer").reverse();
    Ok(Lstm::build(3, 4, &mut parameters, place)?)
}

#[test]
fn a_row_is_reversed_by_its_own_length() -> Result<()> {
    let words = input(1, 3, 3, 9)?; // (1, 3, 3)
    let expected =
        forwards()?.last_state(&Sequence::of(&in_reverse(&words)?), None)?;
    let expected = expected.to_vec2::<f32>()?;
    for (side, left, right) in [(Side::Pre, 4, 0), (Side::Post, 0, 4)] {
        let padded = words.pad_with_zeros(1, left, right)?;
        let mask = Mask::new(vec![3], side);
        let last = |layer: &dyn Recurrent| -> Result<Vec<Vec<f32>>> {
            layer
                .last_state(&Sequence::of(&padded), Some(&mask))?
                .to_vec2()
        };
        assert_eq!(last(&layer::<Backwards<Lstm>>()?)?, expected);
        // Pads that are flipped to the front of a new layer happen to do nothing: see the LSTM's tests.
        let flipped = last(&layer::<Flipped<Lstm>>()?)?;
        assert_eq!(flipped == expected, side == Side::Post);
    }
    Ok(())
}

#[test]
fn without_pads_the_mistake_is_none() -> Result<()> {
    let xs = Sequence::Vectors(input(2, 5, 3, 9)?);
    let all = |layer: &dyn Recurrent| -> Result<Tensor> {
        Ok(layer.all_states(&xs, None)?)
    };
    let (right, flipped) =
        (all(&layer::<Backwards<Lstm>>()?)?, all(&layer::<Flipped<Lstm>>()?)?);
    assert_eq!(right.to_vec3::<f32>()?, flipped.to_vec3::<f32>()?);
    Ok(())
}
