//! candle-nn's LSTM and GRU behind the course's interface.

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_nn::rnn::{GRU, GRUConfig, GRUState, LSTM, LSTMConfig, LSTMState, RNN};
use course::parameters::Parameters;

use crate::gru::Gru;
use crate::lstm::Lstm;
use chapter_04::state::{
    State, blend, last_hidden_state, read, stack_hidden_states,
};
use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence};

/// candle-nn's LSTM with one bias, on the parameters of an [`Lstm`].
#[derive(Clone, Debug)]
pub struct CandleLstm {
    layer: LSTM,
    weights: Lstm,
}

impl CandleLstm {
    /// candle-nn's layer on the weights of ours.
    fn on(weights: Lstm) -> Result<Self> {
        let config = LSTMConfig {
            b_hh_init: None,
            ..LSTMConfig::default()
        };
        let (features, num_hiddens) = weights.sizes()?;
        let layer = LSTM::new(
            features,
            num_hiddens,
            config,
            builder(weights.named_tensors()),
        )?;
        Ok(Self { layer, weights })
    }

    fn states(
        &self,
        xs: &Sequence,
        mask: Option<&Mask>,
    ) -> Result<Vec<Library<LSTMState>>> {
        let (features, _num_hiddens) = self.weights.sizes()?;
        states(&self.layer, features, xs, mask)
    }
}

/// candle-nn's GRU, on the parameters of a [`Gru`].
#[derive(Clone, Debug)]
pub struct CandleGru {
    layer: GRU,
    weights: Gru,
}

impl CandleGru {
    /// candle-nn's layer on the weights of ours.
    fn on(weights: Gru) -> Result<Self> {
        let (features, num_hiddens) = weights.sizes()?;
        let builder = builder(weights.named_tensors());
        let layer = GRU::new(features, num_hiddens, GRUConfig::default(), builder)?;
        Ok(Self { layer, weights })
    }

    fn states(
        &self,
        xs: &Sequence,
        mask: Option<&Mask>,
    ) -> Result<Vec<Library<GRUState>>> {
        let (features, _num_hiddens) = self.weights.sizes()?;
        states(&self.layer, features, xs, mask)
    }
}

/// Weights in the form candle-nn's layers take.
fn builder<const COUNT: usize>(
    tensors: [(&'static str, Tensor); COUNT],
) -> VarBuilder<'static> {
    let tensors = tensors.map(|(name, tensor)| (name.to_owned(), tensor));
    VarBuilder::from_tensors(tensors.into(), DType::F32, &Device::Cpu)
}

/// The state after every step; without a mask by candle-nn's own `seq`.
fn states<L: RNN>(
    layer: &L,
    features: usize,
    xs: &Sequence,
    mask: Option<&Mask>,
) -> Result<Vec<Library<L::State>>>
where
    Library<L::State>: State,
{
    let (batch, _time) = xs.check(features, mask)?;
    let xs = xs.vectors()?; // (batch, time, features)
    if mask.is_none() {
        return Ok(layer.seq(&xs)?.into_iter().map(Library).collect());
    }
    let start = Library(layer.zero_state(batch)?);
    read(&xs, mask, start, |x_t, state| {
        Ok(Library(layer.step(&x_t.contiguous()?, &state.0)?))
    })
}

/// A state of candle-nn, as a state of the course.
#[derive(Clone)]
struct Library<S>(S);

impl State for Library<LSTMState> {
    fn hidden_state(&self) -> &Tensor {
        &self.0.h
    }

    fn keep_at_pads(&self, next: &Self, is_word: &Tensor) -> Result<Self> {
        Ok(Self(LSTMState {
            h: blend(&self.0.h, &next.0.h, is_word)?,
            c: blend(&self.0.c, &next.0.c, is_word)?,
        }))
    }
}

impl State for Library<GRUState> {
    fn hidden_state(&self) -> &Tensor {
        &self.0.h
    }

    fn keep_at_pads(&self, next: &Self, is_word: &Tensor) -> Result<Self> {
        let h = blend(&self.0.h, &next.0.h, is_word)?;
        Ok(Self(GRUState { h }))
    }
}

impl Build for CandleLstm {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        Self::on(Lstm::build(features, num_hiddens, parameters, place)?)
    }
}

impl Build for CandleGru {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        Self::on(Gru::build(features, num_hiddens, parameters, place)?)
    }
}

impl Recurrent for CandleLstm {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(&self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self::on(self.weights.detach())?))
    }
}

impl Recurrent for CandleGru {
    /// candle-nn's own `states_to_tensor` would lay the states of a GRU end to end, (batch, time ·
    /// `num_hiddens`).
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(&self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self::on(self.weights.detach())?))
    }
}
