//! The LSTM, gate by gate, in plain candle operations.

use candle_core::{D, Result, Tensor};
use candle_nn::ops::sigmoid;
use course::parameters::{Init, Parameters};

use crate::mask::Mask;
use crate::recurrent::Recurrent;
use crate::steps::time_steps;

/// What an LSTM carries from step to step.
#[derive(Clone, Debug)]
pub struct LstmState {
    /// The output of the step and part of the next one's input: (batch, `num_hiddens`).
    pub hidden_state: Tensor,
    /// The memory that the gates write to, keep and erase: (batch, `num_hiddens`).
    pub cell_state: Tensor,
}

/// A Long Short-Term Memory layer (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000).
///
/// The rows of the weights belong to the gates in the order i, f, g, o, as in PyTorch. There is one
/// bias, as in Keras; PyTorch keeps two and adds them.
#[derive(Clone, Debug)]
pub struct Lstm {
    weight_ih: Tensor, // (4 · num_hiddens, features)
    weight_hh: Tensor, // (4 · num_hiddens, num_hiddens)
    bias: Tensor,      // (4 · num_hiddens,)
    num_hiddens: usize,
}

impl Lstm {
    /// A new layer. Parameters `{name}.weight_ih_l0`, `{name}.weight_hh_l0` and
    /// `{name}.bias_ih_l0`, drawn as Keras draws them: Glorot, orthogonal, zero but for the forget
    /// gate's ones.
    ///
    /// # Errors
    /// If a name is taken.
    pub fn new(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        name: &str,
    ) -> Result<Self> {
        let rows = 4 * num_hiddens;
        let weight_ih = parameters.create(
            &format!("{name}.weight_ih_l0"),
            (rows, features),
            Init::GlorotUniform,
        )?;
        let weight_hh = parameters.create(
            &format!("{name}.weight_hh_l0"),
            (rows, num_hiddens),
            Init::Orthogonal,
        )?;
        let bias = parameters.create(&format!("{name}.bias_ih_l0"), rows, Init::ForgetGateOnes)?;
        Ok(Self {
            weight_ih,
            weight_hh,
            bias,
            num_hiddens,
        })
    }

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
        Tensor::cat(
            &[&self.weight_ih, &self.weight_hh, &self.bias.unsqueeze(1)?],
            1,
        )
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

    // ANCHOR: step
    /// One step: `x_t` (batch, features) and the state before it give the state after it.
    ///
    /// # Errors
    /// If the shapes do not fit.
    pub fn step(&self, x_t: &Tensor, state: &LstmState) -> Result<LstmState> {
        let from_input = x_t.matmul(&self.weight_ih.t()?)?; // (batch, 4 · num_hiddens)
        let from_state = state.hidden_state.matmul(&self.weight_hh.t()?)?;
        let gates = (from_input + from_state)?.broadcast_add(&self.bias)?;
        let gates = gates.chunk(4, D::Minus1)?; // 4 × (batch, num_hiddens)
        let input_gate = sigmoid(&gates[0])?;
        let forget_gate = sigmoid(&gates[1])?;
        let candidate = gates[2].tanh()?;
        let output_gate = sigmoid(&gates[3])?;

        let kept = (forget_gate * &state.cell_state)?;
        let cell_state = (kept + (input_gate * candidate)?)?; // (batch, num_hiddens)
        let hidden_state = (output_gate * cell_state.tanh()?)?; // (batch, num_hiddens)
        Ok(LstmState {
            hidden_state,
            cell_state,
        })
    }
    // ANCHOR_END: step

    /// The state after every step of (batch, time, features), in order.
    fn states(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Vec<LstmState>> {
        let (batch, time, _features) = xs.dims3()?;
        if let Some(mask) = mask {
            mask.check(batch, time)?;
        }
        let mut state = self.zero_state(batch)?;
        let mut states = Vec::with_capacity(time);
        for (t, x_t) in time_steps(xs)?.iter().enumerate() {
            let next = self.step(x_t, &state)?;
            state = match mask {
                None => next,
                Some(mask) => keep_at_pads(&state, &next, &mask.column(t, time)?)?,
            };
            states.push(state.clone());
        }
        Ok(states)
    }
}

/// The next state in rows where `is_word` (batch, 1) is 1, the old one where it is 0.
pub(crate) fn keep_at_pads(
    old: &LstmState,
    next: &LstmState,
    is_word: &Tensor,
) -> Result<LstmState> {
    let blend = |old: &Tensor, next: &Tensor| old + (next - old)?.broadcast_mul(is_word)?;
    Ok(LstmState {
        hidden_state: blend(&old.hidden_state, &next.hidden_state)?,
        cell_state: blend(&old.cell_state, &next.cell_state)?,
    })
}

impl Recurrent for Lstm {
    fn all_states(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(self.detach()))
    }
}

/// T states of (batch, `num_hiddens`) side by side: (batch, time, `num_hiddens`).
pub(crate) fn stack_hidden_states(states: &[LstmState]) -> Result<Tensor> {
    let hidden_states: Vec<&Tensor> = states.iter().map(|state| &state.hidden_state).collect();
    Tensor::stack(&hidden_states, 1)
}

/// The hidden state after the last step: (batch, `num_hiddens`).
pub(crate) fn last_hidden_state(mut states: Vec<LstmState>) -> Result<Tensor> {
    match states.pop() {
        Some(state) => Ok(state.hidden_state),
        None => candle_core::bail!("a sequence needs at least one step"),
    }
}
