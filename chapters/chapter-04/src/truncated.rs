//! A recurrent layer whose gradient goes back only so far.

use candle_core::Tensor;
use course::parameters::Parameters;

use crate::error::Result;
use crate::mask::Mask;
use crate::recurrent::{Build, Recurrent};
use crate::rnn::Rnn;
use crate::sequence::Sequence;
use crate::state::{last_hidden_state, stack_hidden_states};
use crate::weights::Place;

/// An [`Rnn`] that reads everything, and learns from its last `STEPS` steps: truncated
/// backpropagation through time, Williams and Peng 1990 (cite: williams1990).
#[derive(Clone, Debug)]
pub struct Truncated<const STEPS: usize>(Rnn);

impl<const STEPS: usize> Truncated<STEPS> {
    /// The hidden state after every step, in order.
    fn states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Vec<Tensor>> {
        let (batch, time) = xs.check(self.0.features()?, mask)?;
        let (rnn, xs) = (&self.0, xs.vectors()?);
        let start = rnn.zero_state(batch)?; // (batch, num_hiddens)
        if time <= STEPS {
            return rnn.read_on(&xs, mask, start);
        }
        let at = time - STEPS;
        let (before, after) = mask.map(|mask| mask.cut(at, time)).unzip();
        // ANCHOR: cut
        let early = xs.narrow(1, 0, at)?; // (batch, time - STEPS, features)
        let mut states = rnn.read_on(&early, before.as_ref(), start)?;
        let last = last_hidden_state(&states)?.detach(); // no slope goes further back
        let late = xs.narrow(1, at, STEPS)?; // (batch, STEPS, features)
        states.extend(rnn.read_on(&late, after.as_ref(), last)?);
        // ANCHOR_END: cut
        Ok(states)
    }
}

impl<const STEPS: usize> Build for Truncated<STEPS> {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        Ok(Self(Rnn::build(features, num_hiddens, parameters, place)?))
    }
}

impl<const STEPS: usize> Recurrent for Truncated<STEPS> {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(&self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        self.0.detached() // without gradients there is nothing to cut
    }
}
