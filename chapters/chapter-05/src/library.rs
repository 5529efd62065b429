//! candle-nn's LSTM behind the course's interface.

use candle_core::{DType, Device, IndexOp, Result, Tensor};
use candle_nn::VarBuilder;
use candle_nn::rnn::{LSTM, LSTMConfig, LSTMState, RNN};
use course::parameters::Parameters;

use crate::lstm::{Lstm, LstmState, keep_at_pads, last_hidden_state, stack_hidden_states};
use crate::mask::Mask;
use crate::recurrent::Recurrent;

/// candle-nn's LSTM with one bias, on the parameters of an [`Lstm`].
#[derive(Clone, Debug)]
pub struct CandleLstm {
    layer: LSTM,
    weights: Lstm,
}

impl CandleLstm {
    /// A new layer with the names and initial values of [`Lstm::new`].
    ///
    /// # Errors
    /// If a name is taken.
    pub fn new(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        name: &str,
    ) -> Result<Self> {
        Self::on(Lstm::new(features, num_hiddens, parameters, name)?)
    }

    /// candle-nn's layer on the weights of ours.
    fn on(weights: Lstm) -> Result<Self> {
        let config = LSTMConfig {
            b_hh_init: None,
            ..LSTMConfig::default()
        };
        let (features, num_hiddens) = weights.sizes()?;
        let tensors = weights
            .named_tensors()
            .map(|(name, tensor)| (name.to_owned(), tensor));
        let builder = VarBuilder::from_tensors(tensors.into(), DType::F32, &Device::Cpu);
        let layer = LSTM::new(features, num_hiddens, config, builder)?;
        Ok(Self { layer, weights })
    }

    /// The state after every step, each step cut from the whole as candle-nn's own `seq` does.
    fn states(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Vec<LstmState>> {
        let (batch, time, _features) = xs.dims3()?;
        let Some(mask) = mask else {
            return Ok(self.layer.seq(xs)?.iter().map(from_candle).collect());
        };
        mask.check(batch, time)?;
        let mut state = from_candle(&self.layer.zero_state(batch)?);
        let mut states = Vec::with_capacity(time);
        for t in 0..time {
            let x_t = xs.i((.., t, ..))?.contiguous()?; // (batch, features)
            let next = from_candle(&self.layer.step(&x_t, &to_candle(&state))?);
            state = keep_at_pads(&state, &next, &mask.column(t, time)?)?;
            states.push(state.clone());
        }
        Ok(states)
    }
}

fn from_candle(state: &LSTMState) -> LstmState {
    LstmState {
        hidden_state: state.h.clone(),
        cell_state: state.c.clone(),
    }
}

fn to_candle(state: &LstmState) -> LSTMState {
    LSTMState::new(state.hidden_state.clone(), state.cell_state.clone())
}

impl Recurrent for CandleLstm {
    fn all_states(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self::on(self.weights.detach())?))
    }
}
