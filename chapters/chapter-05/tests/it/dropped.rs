//! Dropout in an LSTM: where it drops, how often it draws, and that answers know nothing of it.

use candle_core::Result;
use chapter_04::{Build, Recurrent, Sequence};
use chapter_05::dropped::{Inputs, NewMasks, NewMasksInCell, OneMask, Where};
use chapter_05::{Dropped, Lstm};
use course::parameters::Parameters;

use crate::common::input;

const NUM_HIDDENS: usize = 40;

fn layer<L: Build>() -> Result<(L, Parameters)> {
    let mut parameters = Parameters::new(3);
    let layer = L::new(2, NUM_HIDDENS, &mut parameters, "layer")?;
    Ok((layer, parameters))
}

fn last(layer: &dyn Recurrent) -> Result<Vec<f32>> {
    let xs = Sequence::Vectors(input(1, 20, 2, 5)?);
    layer.last_state(&xs, None)?.flatten_all()?.to_vec1()
}

fn drops_while_training_alone<W: Where + 'static>() -> Result<()> {
    let (lstm, _) = layer::<Lstm>()?;
    let (dropped, _) = layer::<Dropped<W>>()?;
    let (again, _) = layer::<Dropped<W>>()?;
    let first = last(&dropped)?;
    assert_ne!(first, last(&lstm)?);
    assert_ne!(first, last(&dropped)?, "another pass, other masks");
    assert_eq!(first, last(&again)?, "the same seed, the same masks");
    let answers = dropped.detached()?;
    assert_eq!(last(answers.as_ref())?, last(&lstm)?);
    Ok(())
}

#[test]
fn every_kind_drops_while_training_and_in_answers_nothing() -> Result<()> {
    drops_while_training_alone::<Inputs>()?;
    drops_while_training_alone::<OneMask>()?;
    drops_while_training_alone::<NewMasks>()?;
    drops_while_training_alone::<NewMasksInCell>()
}

/// Units whose hidden state reaches no gate at any step: their column of `weight_hh` has no gradient.
fn silent<W: Where>() -> Result<usize> {
    let (dropped, parameters) = layer::<Dropped<W>>()?;
    let xs = Sequence::Vectors(input(1, 20, 2, 5)?);
    let gradients = dropped
        .last_state(&xs, None)?
        .sqr()?
        .sum_all()?
        .backward()?;
    let mut named = parameters.iter();
    let (_, weight_hh) = named.find(|(name, _)| name.contains("weight_hh")).unwrap();
    let columns = gradients.get(weight_hh).unwrap().abs()?.sum(0)?; // (num_hiddens,)
    let columns = columns.to_vec1::<f32>()?;
    Ok(columns.iter().filter(|column| **column == 0.0).count())
}

#[test]
fn one_mask_silences_some_units_for_good_and_new_masks_none() -> Result<()> {
    let expected = NUM_HIDDENS / 4;
    let silent_by_one = silent::<OneMask>()?;
    assert!(silent_by_one.abs_diff(expected) <= 6, "{silent_by_one}");
    assert_eq!(silent::<NewMasks>()?, 0);
    assert_eq!(silent::<NewMasksInCell>()?, 0);
    assert_eq!(silent::<Inputs>()?, 0);
    Ok(())
}
