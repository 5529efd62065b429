//! A recurrent layer that begins by keeping everything: an identity matrix, and no tanh.

use candle_core::Tensor;
use course::parameters::{Init, Parameters};

use crate::error::Result;
use crate::mask::Mask;
use crate::recurrent::{Build, Recurrent};
use crate::rnn::Rnn;
use crate::sequence::Sequence;
use crate::state::{last_hidden_state, read, stack_hidden_states};
use crate::weights::Place;

/// The layer of Le, Jaitly and Hinton 2015 (cite: le2015): `h_t` = relu(`W_ih` `x_t` + `b_ih` + `W_hh`
/// `h_(t-1)` + `b_hh`), where `W_hh` begins as the identity.
///
/// The weights are those of an [`Rnn`], and so are their names. The paper draws `W_ih` from a normal
/// distribution of deviation 0.001; here it is drawn as everywhere in the course, after Glorot.
#[derive(Clone, Debug)]
pub struct IdentityRnn(Rnn);

impl IdentityRnn {
    /// A layer on the weights of another, of any values.
    #[must_use]
    pub fn of(weights: Rnn) -> Self {
        Self(weights)
    }

    /// One step: `x_t` (batch, features) and the hidden state before it (batch, `num_hiddens`) give
    /// the hidden state after it.
    ///
    /// # Errors
    /// If the shapes do not fit.
    // ANCHOR: step
    pub fn step(&self, x_t: &Tensor, hidden_state: &Tensor) -> Result<Tensor> {
        Ok(self.0.before_tanh(x_t, hidden_state)?.relu()?) // (batch, num_hiddens)
    }
    // ANCHOR_END: step

    /// The hidden state after every step, in order.
    fn states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Vec<Tensor>> {
        let (batch, _time) = xs.check(self.0.features()?, mask)?;
        let start = self.0.zero_state(batch)?;
        read(&xs.vectors()?, mask, start, |x_t, hidden_state| {
            self.step(x_t, hidden_state)
        })
    }
}

impl Build for IdentityRnn {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let init = Init::Identity;
        Ok(Self(Rnn::with(init, features, num_hiddens, parameters, place)?))
    }
}

impl Recurrent for IdentityRnn {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(&self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self(self.0.detach())))
    }
}
