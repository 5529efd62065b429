//! Under a mask, pads change nothing: for every layer, and every way to put layers together.

use candle_core::{Result, Tensor, Var};
use chapter_02::Side;
use chapter_04::{Build, Mask, Recurrent, Rnn, Sequence};
use chapter_05::{Bidirectional, CandleGru, CandleLstm, Gru, Lstm, Stacked};
use course::parameters::Parameters;
use proptest::prelude::*;

use crate::common::{assert_close, build, input, weighted_sum};

/// Makes a layer from the features and `num_hiddens`.
type Maker = fn(usize, usize) -> Result<Box<dyn Recurrent>>;

const MAKERS: [Maker; 10] = [
    one::<Rnn>,
    one::<Bidirectional<Rnn>>,
    one::<Lstm>,
    one::<Gru>,
    one::<CandleLstm>,
    one::<CandleGru>,
    one::<Bidirectional<Lstm>>,
    one::<Bidirectional<CandleGru>>,
    three::<Gru>,
    three::<Bidirectional<Lstm>>,
];

fn one<L: Build + 'static>(
    features: usize,
    num_hiddens: usize,
) -> Result<Box<dyn Recurrent>> {
    Ok(Box::new(build::<L>(features, num_hiddens)?.0))
}

fn three<L: Build + 'static>(
    features: usize,
    num_hiddens: usize,
) -> Result<Box<dyn Recurrent>> {
    let mut parameters = Parameters::new(7);
    let layers =
        Stacked::<L>::new(features, num_hiddens, 3, &mut parameters, "layers")?;
    Ok(Box::new(layers))
}

/// A padded batch, (batch, time, features), whose pads hold numbers like words do.
#[derive(Clone, Debug)]
struct Case {
    lengths: Vec<usize>,
    time: usize,
    features: usize,
    num_hiddens: usize,
    side: Side,
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = (1usize..5, 1usize..9, 1usize..5, 1usize..6);
    sizes.prop_flat_map(|(batch, time, features, num_hiddens)| {
        let lengths = prop::collection::vec(0..=time, batch);
        let side = prop_oneof![Just(Side::Pre), Just(Side::Post)];
        (lengths, side).prop_map(move |(lengths, side)| Case {
            lengths,
            time,
            features,
            num_hiddens,
            side,
        })
    })
}

/// Checks each row's states at its words and its last state against those of the row alone.
fn check_states(layer: &dyn Recurrent, xs: &Tensor, mask: &Mask) -> Result<()> {
    let (_batch, time, _features) = xs.dims3()?;
    let all_states = layer.all_states(&Sequence::of(xs), Some(mask))?;
    let last_state = layer.last_state(&Sequence::of(xs), Some(mask))?;
    for (row, &length) in mask.lengths().iter().enumerate() {
        let of_row = last_state.get(row)?;
        if length == 0 {
            assert_close(&of_row, &vec![0.0; of_row.elem_count()])?;
            continue;
        }
        let first_word = mask.first_word(row, time);
        let words =
            |xs: &Tensor| xs.narrow(0, row, 1)?.narrow(1, first_word, length); // (1, length, …)
        let alone = words(xs)?;
        let golden = layer
            .all_states(&Sequence::of(&alone), None)?
            .flatten_all()?;
        assert_close(&words(&all_states)?, &golden.to_vec1()?)?;
        let golden = layer
            .last_state(&Sequence::of(&alone), None)?
            .flatten_all()?;
        assert_close(&of_row, &golden.to_vec1()?)?;
    }
    Ok(())
}

/// Checks that no number at a pad has a part in any state.
fn check_gradient(layer: &dyn Recurrent, xs: &Tensor, mask: &Mask) -> Result<()> {
    let (_batch, time, _features) = xs.dims3()?;
    let xs = Var::from_tensor(xs)?;
    let all_states =
        weighted_sum(&layer.all_states(&Sequence::of(&xs), Some(mask))?)?;
    let last_state =
        weighted_sum(&layer.last_state(&Sequence::of(&xs), Some(mask))?)?;
    let gradients = (all_states + last_state)?.backward()?;
    let gradient = gradients
        .get(&xs)
        .unwrap()
        .abs()?
        .sum(2)?
        .to_vec2::<f32>()?; // (batch, time)
    for (row, gradient) in gradient.iter().enumerate() {
        for (step, gradient) in gradient.iter().enumerate() {
            let is_word = mask.is_word(row, step, time);
            assert_eq!(
                *gradient != 0.0,
                is_word,
                "row {row}, step {step}: {gradient}"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_masked_row_gives_what_it_gives_alone(case in cases()) {
        let Case { lengths, time, features, num_hiddens, side } = case;
        let xs = input(lengths.len(), time, features, 3).unwrap();
        let mask = Mask::new(lengths, side);
        for maker in MAKERS {
            let layer = maker(features, num_hiddens).unwrap();
            check_states(&*layer, &xs, &mask).unwrap();
            check_gradient(&*layer, &xs, &mask).unwrap();
        }
    }
}

#[test]
fn a_detached_layer_is_the_same_function_and_keeps_nothing() -> Result<()> {
    let xs = input(2, 5, 3, 1)?;
    let mask = Mask::new(vec![2, 4], Side::Post);
    for maker in MAKERS {
        let layer = maker(3, 4)?;
        let detached = layer.detached()?;
        for mask in [None, Some(&mask)] {
            let (golden, states) = (
                layer.all_states(&Sequence::of(&xs), mask)?,
                detached.all_states(&Sequence::of(&xs), mask)?,
            );
            assert!(golden.track_op() && !states.track_op());
            assert_close(&states, &golden.flatten_all()?.to_vec1()?)?;
            let (golden, state) = (
                layer.last_state(&Sequence::of(&xs), mask)?,
                detached.last_state(&Sequence::of(&xs), mask)?,
            );
            assert!(golden.track_op() && !state.track_op());
            assert_close(&state, &golden.flatten_all()?.to_vec1()?)?;
        }
    }
    Ok(())
}
