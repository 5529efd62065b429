//! A sequence read from its last step to its first, and a mistake that is often made of it.

use candle_core::Tensor;
use chapter_04::sequence::in_reverse;
use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence};
use course::parameters::Parameters;

/// A layer that reads backwards. The pads change their side with the words, and the mask says so.
#[derive(Clone, Debug)]
pub struct Backwards<L>(pub L);

/// The same without the mask: a padded row is flipped, its pads with it, and read as if it had none.
#[derive(Clone, Debug)]
pub struct Flipped<L>(L);

impl<L: Build> Build for Backwards<L> {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let place = place.reverse();
        Ok(Self(L::build(features, num_hiddens, parameters, place)?))
    }

    fn num_outputs(num_hiddens: usize) -> usize {
        L::num_outputs(num_hiddens)
    }
}

impl<L: Recurrent> Recurrent for Backwards<L> {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        let reversed = mask.map(Mask::reversed);
        let states = self.0.all_states(&xs.reversed()?, reversed.as_ref())?;
        in_reverse(&states) // each state at the step it has read: (batch, time, num_hiddens)
    }

    // ANCHOR: backwards
    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        let reversed = mask.map(Mask::reversed); // pads change sides
        let xs = xs.reversed()?;
        self.0.last_state(&xs, reversed.as_ref()) // (batch, num_hiddens)
    }
    // ANCHOR_END: backwards

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Backwards(self.0.detached()?)))
    }
}

impl<L: Build> Build for Flipped<L> {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let place = place.reverse();
        Ok(Self(L::build(features, num_hiddens, parameters, place)?))
    }

    fn num_outputs(num_hiddens: usize) -> usize {
        L::num_outputs(num_hiddens)
    }
}

impl<L: Recurrent> Recurrent for Flipped<L> {
    fn all_states(&self, xs: &Sequence, _mask: Option<&Mask>) -> Result<Tensor> {
        in_reverse(&self.0.all_states(&xs.reversed()?, None)?)
    }

    // ANCHOR: flipped
    fn last_state(&self, xs: &Sequence, _mask: Option<&Mask>) -> Result<Tensor> {
        self.0.last_state(&xs.reversed()?, None) // (batch, num_hiddens)
    }
    // ANCHOR_END: flipped

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Flipped(self.0.detached()?)))
    }
}
