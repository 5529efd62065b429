//! A gradient that goes back only so far.

use candle_core::{Result, Var};
use chapter_02::Side;
use chapter_04::truncated::Truncated;
use chapter_04::{Build, Mask, Rnn, Sequence};
use course::parameters::{Init, Parameters};

const TIME: usize = 7;

/// The last state of a layer, and the length of the slope with respect to each step of its inputs.
fn of<L: Build>(mask: Option<&Mask>) -> Result<(Vec<f32>, Vec<f32>)> {
    let mut parameters = Parameters::new(1);
    let layer = L::new(3, 4, &mut parameters, "layer")?;
    let xs = parameters.create("xs", (2 * TIME, 3), Init::Uniform { limit: 1.0 })?;
    let xs = Var::from_tensor(&xs.detach().reshape((2, TIME, 3))?)?;
    let last = layer.last_state(&Sequence::of(&xs), mask)?; // (2, 4)
    let gradients = last.sqr()?.sum_all()?.backward()?;
    let slopes = gradients.get(&xs).unwrap().sqr()?.sum((0, 2))?; // (time,)
    Ok((last.flatten_all()?.to_vec1()?, slopes.to_vec1()?))
}

#[test]
fn it_reads_all_and_learns_from_the_end() -> Result<()> {
    let masks = [Side::Pre, Side::Post].map(|side| Mask::new(vec![6, 4], side));
    for mask in [None, Some(&masks[0]), Some(&masks[1])] {
        let (state, slopes) = of::<Rnn>(mask)?;
        let (cut_state, cut_slopes) = of::<Truncated<3>>(mask)?;
        assert_eq!(cut_state, state);
        let begins = TIME - 3;
        assert!(cut_slopes[..begins].iter().all(|slope| *slope == 0.0));
        assert_eq!(cut_slopes[begins..], slopes[begins..]);
        assert!(slopes[..begins].iter().any(|slope| *slope > 0.0));
    }
    Ok(())
}

#[test]
fn a_sequence_shorter_than_the_cut_is_not_cut() -> Result<()> {
    assert_eq!(of::<Truncated<TIME>>(None)?, of::<Rnn>(None)?);
    assert_eq!(of::<Truncated<100>>(None)?, of::<Rnn>(None)?);
    Ok(())
}

#[test]
fn the_parts_of_a_mask_have_its_words() {
    for side in [Side::Pre, Side::Post] {
        let mask = Mask::new(vec![0, 2, 5], side);
        for at in 0..=5 {
            let (before, after) = mask.cut(at, 5);
            for row in 0..3 {
                let whole = (0..5).map(|step| mask.is_word(row, step, 5));
                let parts = (0..at)
                    .map(|step| before.is_word(row, step, at))
                    .chain((0..5 - at).map(|step| after.is_word(row, step, 5 - at)));
                assert!(whole.eq(parts), "{side:?} {at} {row}");
            }
        }
    }
}
