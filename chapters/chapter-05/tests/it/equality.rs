//! The layers by hand against candle-nn's, in values and gradients.

use candle_core::Result;
use chapter_02::Side;
use chapter_04::{Build, Mask};
use chapter_05::{CandleGru, CandleLstm, Gru, Lstm};
use proptest::prelude::*;

use crate::common::{build, input, relative_difference, states_and_gradients};

/// A batch's sizes, (batch, time, features, `num_hiddens`), and perhaps a mask.
type Case = ((usize, usize, usize, usize), Option<Mask>);

fn cases() -> impl Strategy<Value = Case> {
    let num_hiddens = prop_oneof![5 => 1usize..6, 1 => Just(129)];
    let sizes = (1usize..5, 1usize..9, 1usize..5, num_hiddens);
    sizes.prop_flat_map(|sizes| {
        let (batch, time, ..) = sizes;
        let lengths = prop::collection::vec(0..=time, batch);
        let side = prop_oneof![Just(Side::Pre), Just(Side::Post)];
        let mask =
            (lengths, side).prop_map(|(lengths, side)| Mask::new(lengths, side));
        (Just(sizes), prop::option::of(mask))
    })
}

/// How far two layers of the same parameters are apart, in values and in gradients.
fn difference<A: Build, B: Build>((sizes, mask): &Case) -> Result<(f32, f32)> {
    let (batch, time, features, num_hiddens) = *sizes;
    let xs = input(batch, time, features, 3)?;
    let (a, a_parameters) = build::<A>(features, num_hiddens)?;
    let (b, b_parameters) = build::<B>(features, num_hiddens)?;
    let a = states_and_gradients(&a, &a_parameters, &xs, mask.as_ref())?;
    let b = states_and_gradients(&b, &b_parameters, &xs, mask.as_ref())?;
    let ((a, da), (b, db)) = (a.split_at(2), b.split_at(2)); // all states, the last
    Ok((relative_difference(a, b), relative_difference(da, db)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn the_lstm_equals_candle_nns(case in cases()) {
        let (values, gradients) = difference::<Lstm, CandleLstm>(&case).unwrap();
        prop_assert!(values <= 1e-6 && gradients <= 1e-5, "{values} {gradients}");
    }

    #[test]
    fn the_gru_equals_candle_nns(case in cases()) {
        let (values, gradients) = difference::<Gru, CandleGru>(&case).unwrap();
        prop_assert!(values <= 1e-6 && gradients <= 1e-5, "{values} {gradients}");
    }
}
