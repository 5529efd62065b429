//! The GRU, gate by gate, in plain candle operations.

use candle_core::{D, Shape, Tensor};
use candle_nn::ops::sigmoid;
use course::parameters::{Init, Parameters};

use chapter_04::state::{last_hidden_state, read, stack_hidden_states};
use chapter_04::weights::{Place, check_shapes};
use chapter_04::{Build, Mask, Recurrent, Result, Sequence};

/// What a GRU decides at a step, each (batch, `num_hiddens`).
#[derive(Clone, Debug)]
pub struct GruGates {
    /// How much of the state the candidate is made of: 0 to 1.
    pub reset_gate: Tensor,
    /// How much of the state is kept: 0 to 1. What is not kept is taken from the candidate.
    pub update_gate: Tensor,
    /// What could take the state's place: -1 to 1.
    pub candidate: Tensor,
}

/// A layer of Gated Recurrent Units (Cho et al. 2014; cite: cho2014), in the form that cuDNN
/// computes.
///
/// The rows of the weights belong to the gates in the order r, z, n, as in PyTorch. The reset gate
/// multiplies what the state gives to the candidate *after* the matrix and its bias, as in PyTorch
/// and in Keras with `reset_after=True`, its default; the paper multiplies the state before it.
/// So the candidate's two biases cannot be added into one, and there are two of them.
///
/// The parameters `weight_ih`, `weight_hh`, `bias_ih` and `bias_hh` of a new layer are drawn as
/// Keras draws them: Glorot, orthogonal, zeros.
#[derive(Clone, Debug)]
pub struct Gru {
    weight_ih: Tensor, // (3 · num_hiddens, features)
    weight_hh: Tensor, // (3 · num_hiddens, num_hiddens)
    bias_ih: Tensor,   // (3 · num_hiddens,)
    bias_hh: Tensor,   // (3 · num_hiddens,)
    num_hiddens: usize,
}

impl Gru {
    /// A layer on these weights, of any type of numbers: (3 · `num_hiddens`, features),
    /// (3 · `num_hiddens`, `num_hiddens`), and twice (3 · `num_hiddens`,).
    ///
    /// # Errors
    /// If the shapes do not fit each other.
    pub fn from_tensors(
        weight_ih: Tensor,
        weight_hh: Tensor,
        bias_ih: Tensor,
        bias_hh: Tensor,
    ) -> Result<Self> {
        check_shapes(3, &weight_ih, &weight_hh, &[&bias_ih, &bias_hh])?;
        Ok(Self {
            num_hiddens: weight_hh.dim(1)?,
            weight_ih,
            weight_hh,
            bias_ih,
            bias_hh,
        })
    }

    /// The state before the first step: zeros, (batch, `num_hiddens`).
    ///
    /// # Errors
    /// If the tensor cannot be made.
    pub fn zero_state(&self, batch: usize) -> Result<Tensor> {
        let shape = (batch, self.num_hiddens);
        Ok(Tensor::zeros(shape, self.bias_ih.dtype(), self.bias_ih.device())?)
    }

    /// `weight_ih`, `weight_hh`, `bias_ih` and `bias_hh` side by side: (3 · `num_hiddens`,
    /// features + `num_hiddens` + 2).
    ///
    /// # Errors
    /// If the tensors cannot be put together.
    pub fn weights_side_by_side(&self) -> Result<Tensor> {
        let biases = [self.bias_ih.unsqueeze(1)?, self.bias_hh.unsqueeze(1)?];
        let [bias_ih, bias_hh] = &biases;
        let parts = [&self.weight_ih, &self.weight_hh, bias_ih, bias_hh];
        Ok(Tensor::cat(&parts, 1)?)
    }

    /// The layer on the same weights, without tracking their gradients.
    #[must_use]
    pub fn detach(&self) -> Self {
        Self {
            weight_ih: self.weight_ih.detach(),
            weight_hh: self.weight_hh.detach(),
            bias_ih: self.bias_ih.detach(),
            bias_hh: self.bias_hh.detach(),
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
    pub(crate) fn named_tensors(&self) -> [(&'static str, Tensor); 4] {
        [
            ("weight_ih_l0", self.weight_ih.clone()),
            ("weight_hh_l0", self.weight_hh.clone()),
            ("bias_ih_l0", self.bias_ih.clone()),
            ("bias_hh_l0", self.bias_hh.clone()),
        ]
    }

    /// What each gate lets through, and the candidate: `x_t` (batch, features) and the hidden state before
    /// it (batch, `num_hiddens`).
    ///
    /// # Errors
    /// If the shapes do not fit.
    // ANCHOR: gates
    pub fn gates(&self, x_t: &Tensor, hidden_state: &Tensor) -> Result<GruGates> {
        let from_input = x_t.matmul(&self.weight_ih.t()?)?; // (batch, 3 · num_hiddens)
        let from_input = from_input.broadcast_add(&self.bias_ih)?;
        let from_state = hidden_state.matmul(&self.weight_hh.t()?)?;
        let from_state = from_state.broadcast_add(&self.bias_hh)?;
        let from_input = from_input.chunk(3, D::Minus1)?; // 3 × (batch, num_hiddens)
        let from_state = from_state.chunk(3, D::Minus1)?;

        let reset_gate = sigmoid(&(&from_input[0] + &from_state[0])?)?;
        let update_gate = sigmoid(&(&from_input[1] + &from_state[1])?)?;
        let remembered = (&reset_gate * &from_state[2])?; // (batch, num_hiddens)
        let candidate = (&from_input[2] + remembered)?.tanh()?;
        Ok(GruGates {
            reset_gate,
            update_gate,
            candidate,
        })
    }
    // ANCHOR_END: gates

    /// One step: `x_t` (batch, features) and the hidden state before it, (batch, `num_hiddens`),
    /// give the one after it.
    ///
    /// # Errors
    /// If the shapes do not fit.
    // ANCHOR: step
    pub fn step(&self, x_t: &Tensor, hidden_state: &Tensor) -> Result<Tensor> {
        let gates = self.gates(x_t, hidden_state)?;
        let renewed = ((1.0 - &gates.update_gate)? * gates.candidate)?;
        let kept = (gates.update_gate * hidden_state)?;
        Ok((renewed + kept)?) // (batch, num_hiddens)
    }
    // ANCHOR_END: step

    /// The state after every step, in order.
    fn states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Vec<Tensor>> {
        let (batch, _time) = xs.check(self.weight_ih.dim(1)?, mask)?;
        let start = self.zero_state(batch)?;
        read(&xs.vectors()?, mask, start, |x_t, state| self.step(x_t, state))
    }
}

impl Build for Gru {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let rows = 3 * num_hiddens;
        let mut create = |kind, shape: Shape, init| -> Result<Tensor> {
            let name = place.parameter(kind);
            Ok(parameters.create(&name, shape, init)?)
        };
        Self::from_tensors(
            create("weight_ih", (rows, features).into(), Init::GlorotUniform)?,
            create("weight_hh", (rows, num_hiddens).into(), Init::Orthogonal)?,
            create("bias_ih", rows.into(), Init::Zeros)?,
            create("bias_hh", rows.into(), Init::Zeros)?,
        )
    }
}

impl Recurrent for Gru {
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
