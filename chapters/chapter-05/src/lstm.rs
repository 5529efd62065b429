//! The LSTM, gate by gate, in plain candle operations.

use candle_core::{D, Shape, Tensor};
use candle_nn::ops::sigmoid;
use course::parameters::{Init, Parameters};

use chapter_04::state::{
    State, blend, last_hidden_state, read, stack_hidden_states,
};
use chapter_04::weights::{Place, check_shapes};
use chapter_04::{Build, Mask, Recurrent, Result, Sequence};

/// What an LSTM carries from step to step.
#[derive(Clone, Debug)]
pub struct LstmState {
    /// The output of the step and part of the next one's input: (batch, `num_hiddens`).
    pub hidden_state: Tensor,
    /// The memory that the gates write to, keep and erase: (batch, `num_hiddens`).
    pub cell_state: Tensor,
}

/// What an LSTM decides at a step, each (batch, `num_hiddens`).
#[derive(Clone, Debug)]
pub struct LstmGates {
    /// How much of the candidate is written: 0 to 1.
    pub input_gate: Tensor,
    /// How much of the cell state is kept: 0 to 1.
    pub forget_gate: Tensor,
    /// What could be written: -1 to 1.
    pub candidate: Tensor,
    /// How much of the cell state is shown: 0 to 1.
    pub output_gate: Tensor,
}

/// A Long Short-Term Memory layer: Hochreiter and Schmidhuber 1997 (cite: hochreiter1997); the forget
/// gate is of Gers et al. 2000 (cite: gers2000).
///
/// The rows of the weights belong to the gates in the order i, f, g, o, as in PyTorch. There is one
/// bias, as in Keras; PyTorch keeps two and adds them.
///
/// The parameters `weight_ih`, `weight_hh` and `bias_ih` of a new layer are drawn as Keras draws
/// them: Glorot, orthogonal, zero but for the forget gate's ones.
#[derive(Clone, Debug)]
pub struct Lstm {
    weight_ih: Tensor, // (4 · num_hiddens, features)
    weight_hh: Tensor, // (4 · num_hiddens, num_hiddens)
    bias: Tensor,      // (4 · num_hiddens,)
    num_hiddens: usize,
}

impl Lstm {
    /// A layer on these weights, of any type of numbers: (4 · `num_hiddens`, features),
    /// (4 · `num_hiddens`, `num_hiddens`), (4 · `num_hiddens`,). The bias is the sum of PyTorch's
    /// two.
    ///
    /// # Errors
    /// If the shapes do not fit each other.
    pub fn from_tensors(
        weight_ih: Tensor,
        weight_hh: Tensor,
        bias: Tensor,
    ) -> Result<Self> {
        check_shapes(4, &weight_ih, &weight_hh, &[&bias])?;
        Ok(Self {
            num_hiddens: weight_hh.dim(1)?,
            weight_ih,
            weight_hh,
            bias,
        })
    }

    /// A new layer whose forget gate begins with this bias.
    ///
    /// # Errors
    /// If a name is taken.
    // ANCHOR: with_forget_bias
    pub fn with_forget_bias(
        bias: f64,
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let rows = 4 * num_hiddens;
        let mut create = |kind, shape: Shape, init| -> Result<Tensor> {
            let name = place.parameter(kind);
            Ok(parameters.create(&name, shape, init)?)
        };
        Self::from_tensors(
            create("weight_ih", (rows, features).into(), Init::GlorotUniform)?,
            create("weight_hh", (rows, num_hiddens).into(), Init::Orthogonal)?,
            create("bias_ih", rows.into(), Init::ForgetBias { bias })?,
        )
    }
    // ANCHOR_END: with_forget_bias

    /// The state before the first step: zeros.
    ///
    /// # Errors
    /// If the tensors cannot be made.
    pub fn zero_state(&self, batch: usize) -> Result<LstmState> {
        let shape = (batch, self.num_hiddens);
        let zeros = Tensor::zeros(shape, self.bias.dtype(), self.bias.device())?;
        Ok(LstmState {
            hidden_state: zeros.clone(),
            cell_state: zeros,
        })
    }

    /// `weight_ih`, `weight_hh` and bias side by side: (4 · `num_hiddens`, features + `num_hiddens`
    /// + 1).
    ///
    /// # Errors
    /// If the tensors cannot be put together.
    pub fn weights_side_by_side(&self) -> Result<Tensor> {
        let bias = self.bias.unsqueeze(1)?; // (4 · num_hiddens, 1)
        Ok(Tensor::cat(&[&self.weight_ih, &self.weight_hh, &bias], 1)?)
    }

    /// The layer on the same weights, without tracking their gradients.
    #[must_use]
    pub fn detach(&self) -> Self {
        Self {
            weight_ih: self.weight_ih.detach(),
            weight_hh: self.weight_hh.detach(),
            bias: self.bias.detach(),
            num_hiddens: self.num_hiddens,
        }
    }

    /// The length of an input and of the hidden state.
    ///
    /// # Errors
    /// None, unless the weights are no matrix.
    pub(crate) fn sizes(&self) -> Result<(usize, usize)> {
        Ok((self.weight_ih.dim(1)?, self.num_hiddens))
    }

    /// The weights by their names in PyTorch.
    pub(crate) fn named_tensors(&self) -> [(&'static str, Tensor); 3] {
        [
            ("weight_ih_l0", self.weight_ih.clone()),
            ("weight_hh_l0", self.weight_hh.clone()),
            ("bias_ih_l0", self.bias.clone()),
        ]
    }

    /// What each gate lets through, and the candidate: `x_t` (batch, features) and the state before it.
    ///
    /// # Errors
    /// If the shapes do not fit.
    // ANCHOR: gates
    pub fn gates(&self, x_t: &Tensor, state: &LstmState) -> Result<LstmGates> {
        let from_input = x_t.matmul(&self.weight_ih.t()?)?; // (batch, 4 · num_hiddens)
        let from_state = state.hidden_state.matmul(&self.weight_hh.t()?)?;
        let sums = (from_input + from_state)?.broadcast_add(&self.bias)?;
        let sums = sums.chunk(4, D::Minus1)?; // 4 × (batch, num_hiddens)
        Ok(LstmGates {
            input_gate: sigmoid(&sums[0])?,
            forget_gate: sigmoid(&sums[1])?,
            candidate: sums[2].tanh()?,
            output_gate: sigmoid(&sums[3])?,
        })
    }
    // ANCHOR_END: gates

    /// One step: `x_t` (batch, features) and the state before it give the state after it.
    ///
    /// # Errors
    /// If the shapes do not fit.
    // ANCHOR: step
    pub fn step(&self, x_t: &Tensor, state: &LstmState) -> Result<LstmState> {
        let gates = self.gates(x_t, state)?;
        let kept = (gates.forget_gate * &state.cell_state)?;
        let written = (gates.input_gate * gates.candidate)?;
        let cell_state = (kept + written)?; // (batch, num_hiddens)
        let hidden_state = (gates.output_gate * cell_state.tanh()?)?;
        Ok(LstmState {
            hidden_state,
            cell_state,
        })
    }
    // ANCHOR_END: step

    /// The state after every step, in order.
    fn states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Vec<LstmState>> {
        let (batch, _time) = xs.check(self.weight_ih.dim(1)?, mask)?;
        let start = self.zero_state(batch)?;
        read(&xs.vectors()?, mask, start, |x_t, state| self.step(x_t, state))
    }
}

impl Build for Lstm {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        Self::with_forget_bias(1.0, features, num_hiddens, parameters, place)
    }
}

impl State for LstmState {
    fn hidden_state(&self) -> &Tensor {
        &self.hidden_state
    }

    fn keep_at_pads(&self, next: &Self, is_word: &Tensor) -> Result<Self> {
        Ok(Self {
            hidden_state: blend(&self.hidden_state, &next.hidden_state, is_word)?,
            cell_state: blend(&self.cell_state, &next.cell_state, is_word)?,
        })
    }
}

impl Recurrent for Lstm {
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
