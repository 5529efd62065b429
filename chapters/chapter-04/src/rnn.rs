//! The simplest recurrent layer: its state is one vector, and one equation makes it new.

use candle_core::{Shape, Tensor};
use course::parameters::{Init, Parameters};

use crate::error::Result;
use crate::mask::Mask;
use crate::recurrent::{Build, Recurrent};
use crate::sequence::Sequence;
use crate::state::{last_hidden_state, read, stack_hidden_states};
use crate::weights::{Place, check_shapes};

/// The recurrent layer of Elman 1990 (cite: elman1990), with a tanh as in PyTorch and Keras:
/// `h_t` = tanh(`W_ih` `x_t` + `b_ih` + `W_hh` `h_(t-1)` + `b_hh`).
///
/// The parameters `weight_ih`, `weight_hh`, `bias_ih` and `bias_hh` of a new layer are drawn as Keras
/// draws them: Glorot, orthogonal, zero. There are two biases, as in PyTorch; Keras has one, their
/// sum.
#[derive(Clone, Debug)]
pub struct Rnn {
    weight_ih: Tensor, // (num_hiddens, features)
    weight_hh: Tensor, // (num_hiddens, num_hiddens)
    bias_ih: Tensor,   // (num_hiddens,)
    bias_hh: Tensor,   // (num_hiddens,)
}

impl Rnn {
    /// A layer on these weights, of any type of numbers: (`num_hiddens`, features), (`num_hiddens`,
    /// `num_hiddens`) and twice (`num_hiddens`,).
    ///
    /// # Errors
    /// If the shapes do not fit each other.
    pub fn from_tensors(
        weight_ih: Tensor,
        weight_hh: Tensor,
        bias_ih: Tensor,
        bias_hh: Tensor,
    ) -> Result<Self> {
        check_shapes(1, &weight_ih, &weight_hh, &[&bias_ih, &bias_hh])?;
        Ok(Self {
            weight_ih,
            weight_hh,
            bias_ih,
            bias_hh,
        })
    }

    /// A new layer whose weights between hidden states are drawn so.
    pub(crate) fn with(
        weight_hh: Init,
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let mut create = |kind, shape: Shape, init| -> Result<Tensor> {
            let name = place.parameter(kind);
            Ok(parameters.create(&name, shape, init)?)
        };
        let (shape_ih, shape_hh) =
            ((num_hiddens, features), (num_hiddens, num_hiddens));
        Self::from_tensors(
            create("weight_ih", shape_ih.into(), Init::GlorotUniform)?,
            create("weight_hh", shape_hh.into(), weight_hh)?,
            create("bias_ih", num_hiddens.into(), Init::Zeros)?,
            create("bias_hh", num_hiddens.into(), Init::Zeros)?,
        )
    }

    /// The layer on the same weights, without tracking their gradients.
    #[must_use]
    pub fn detach(&self) -> Self {
        Self {
            weight_ih: self.weight_ih.detach(),
            weight_hh: self.weight_hh.detach(),
            bias_ih: self.bias_ih.detach(),
            bias_hh: self.bias_hh.detach(),
        }
    }

    /// The length of an input.
    ///
    /// # Errors
    /// None, unless the weights are no matrix.
    pub(crate) fn features(&self) -> Result<usize> {
        Ok(self.weight_ih.dim(1)?)
    }

    /// The hidden state before the first step: zeros, (batch, `num_hiddens`).
    ///
    /// # Errors
    /// If the tensor cannot be made.
    pub fn zero_state(&self, batch: usize) -> Result<Tensor> {
        let num_hiddens = self.weight_hh.dim(1)?;
        let (dtype, device) = (self.weight_hh.dtype(), self.weight_hh.device());
        Ok(Tensor::zeros((batch, num_hiddens), dtype, device)?)
    }

    /// One step: `x_t` (batch, features) and the hidden state before it (batch, `num_hiddens`) give
    /// the hidden state after it.
    ///
    /// # Errors
    /// If the shapes do not fit.
    // ANCHOR: step
    pub fn step(&self, x_t: &Tensor, hidden_state: &Tensor) -> Result<Tensor> {
        Ok(self.before_tanh(x_t, hidden_state)?.tanh()?) // (batch, num_hiddens)
    }

    /// What the tanh is taken of: (batch, `num_hiddens`).
    ///
    /// # Errors
    /// If the shapes do not fit.
    pub fn before_tanh(
        &self,
        x_t: &Tensor,
        hidden_state: &Tensor,
    ) -> Result<Tensor> {
        let from_input = x_t.matmul(&self.weight_ih.t()?)?; // (batch, num_hiddens)
        let from_input = from_input.broadcast_add(&self.bias_ih)?;
        let from_state = hidden_state.matmul(&self.weight_hh.t()?)?;
        let from_state = from_state.broadcast_add(&self.bias_hh)?;
        Ok((from_input + from_state)?)
    }
    // ANCHOR_END: step

    /// One step of the way back: from the slope of a loss with respect to the hidden state after a step
    /// (batch, `num_hiddens`), and that state, to the slope with respect to the state before it.
    ///
    /// # Errors
    /// If the shapes do not fit.
    // ANCHOR: step_back
    pub fn step_back(
        &self,
        hidden_state: &Tensor,
        slope: &Tensor,
    ) -> Result<Tensor> {
        let of_tanh = hidden_state.sqr()?.affine(-1.0, 1.0)?; // 1 − h²
        Ok((slope * of_tanh)?.matmul(&self.weight_hh)?) // (batch, num_hiddens)
    }
    // ANCHOR_END: step_back

    /// The hidden state after every step of `xs` (batch, time, features), which are read beginning with
    /// the hidden state `start`.
    pub(crate) fn read_on(
        &self,
        xs: &Tensor,
        mask: Option<&Mask>,
        start: Tensor,
    ) -> Result<Vec<Tensor>> {
        read(xs, mask, start, |x_t, hidden_state| self.step(x_t, hidden_state))
    }

    /// The hidden state after every step, in order.
    fn states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Vec<Tensor>> {
        let (batch, _time) = xs.check(self.features()?, mask)?;
        self.read_on(&xs.vectors()?, mask, self.zero_state(batch)?)
    }
}

impl Build for Rnn {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        Self::with(Init::Orthogonal, features, num_hiddens, parameters, place)
    }
}

impl Recurrent for Rnn {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(&self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(self.detach()))
    }
}
