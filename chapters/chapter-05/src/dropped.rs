//! Dropout in an LSTM: on what it reads, on what it hands on from step to step, on what it keeps.

use std::cell::RefCell;
use std::marker::PhantomData;

use candle_core::Tensor;
use chapter_04::dropout::dropout;
use chapter_04::state::{last_hidden_state, read, stack_hidden_states};
use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence};
use course::parameters::Parameters;
use course::random::Generator;

use crate::lstm::{Lstm, LstmState};

/// The share of values that is dropped.
pub const RATE: f64 = 0.25;

/// Where values are dropped, and how often it is drawn which.
pub trait Where {
    /// Of the inputs, anew at every step.
    const INPUTS: bool = false;
    /// Of the hidden state on its way into the next step.
    const HIDDEN_STATE: bool = false;
    /// Of the cell state that is kept.
    const CELL_STATE: bool = false;
    /// Of a state: whether other values are dropped at every step. If not, one mask is drawn for a
    /// sequence and used at all of its steps, as Gal and Ghahramani 2016 do (cite: gal2016).
    const AT_EVERY_STEP: bool = false;
}

/// The inputs.
#[derive(Clone, Debug)]
pub struct Inputs;
impl Where for Inputs {
    const INPUTS: bool = true;
}

/// The hidden state, one mask for all steps.
#[derive(Clone, Debug)]
pub struct OneMask;
impl Where for OneMask {
    const HIDDEN_STATE: bool = true;
}

/// The hidden state, a new mask for each step.
#[derive(Clone, Debug)]
pub struct NewMasks;
impl Where for NewMasks {
    const HIDDEN_STATE: bool = true;
    const AT_EVERY_STEP: bool = true;
}

/// The cell state, a new mask for each step.
#[derive(Clone, Debug)]
pub struct NewMasksInCell;
impl Where for NewMasksInCell {
    const CELL_STATE: bool = true;
    const AT_EVERY_STEP: bool = true;
}

/// An [`Lstm`] that drops values while it is trained. Its answers ([`Recurrent::detached`]) are those of
/// the LSTM. As the upper layer of a stack, with [`Inputs`], it drops values between the layers.
#[derive(Debug)]
pub struct Dropped<W> {
    lstm: Lstm,
    rng: RefCell<Generator>,
    place: PhantomData<W>,
}

impl<W: Where> Dropped<W> {
    /// 0 for a value that is dropped, 1 / (1 − rate) for one that is kept: the shape of `like`.
    fn mask(&self, like: &Tensor) -> Result<Tensor> {
        let rng = &mut *self.rng.borrow_mut();
        Ok(dropout(&like.ones_like()?, RATE, rng)?)
    }

    /// The state after every step, in order.
    fn states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Vec<LstmState>> {
        let (batch, _time) = xs.check(self.lstm.sizes()?.0, mask)?;
        let mut vectors = xs.vectors()?; // (batch, time, features)
        if W::INPUTS {
            vectors = (&vectors * self.mask(&vectors)?)?;
        }
        let start = self.lstm.zero_state(batch)?;
        // ANCHOR: dropped_step
        let one_mask = self.mask(&start.hidden_state)?; // (batch, num_hiddens)
        read(&vectors, mask, start, |x_t, state| {
            let mask = match W::AT_EVERY_STEP {
                true => self.mask(&state.hidden_state)?,
                false => one_mask.clone(),
            };
            let mut seen = state.clone();
            if W::HIDDEN_STATE {
                seen.hidden_state = (seen.hidden_state * &mask)?;
            }
            if W::CELL_STATE {
                seen.cell_state = (seen.cell_state * &mask)?;
            }
            self.lstm.step(x_t, &seen)
        })
        // ANCHOR_END: dropped_step
    }
}

impl<W: Where> Build for Dropped<W> {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let rng = parameters.stream(&place.parameter("dropout"));
        Ok(Self {
            lstm: Lstm::build(features, num_hiddens, parameters, place)?,
            rng: RefCell::new(rng),
            place: PhantomData,
        })
    }
}

impl<W: Where> Recurrent for Dropped<W> {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(&self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        self.lstm.detached()
    }
}
