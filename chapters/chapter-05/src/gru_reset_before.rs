//! The GRU as its paper has it: the reset gate stands before the matrix.

use candle_core::{D, Shape, Tensor};
use candle_nn::ops::sigmoid;
use chapter_04::state::{last_hidden_state, read, stack_hidden_states};
use chapter_04::weights::{Place, check_shapes};
use chapter_04::{Build, Mask, Recurrent, Result, Sequence};
use course::parameters::{Init, Parameters};

/// A layer of Gated Recurrent Units as Cho et al. 2014 define them (cite: cho2014): the reset gate
/// multiplies the state, and the matrix comes after. Keras's `GRU(reset_after=False)`.
///
/// The rows of the weights belong to the gates in the order r, z, n. There is one bias: nothing stands
/// between the input's and the state's.
#[derive(Clone, Debug)]
pub struct GruResetBefore {
    weight_ih: Tensor, // (3 · num_hiddens, features)
    weight_hh: Tensor, // (3 · num_hiddens, num_hiddens)
    bias: Tensor,      // (3 · num_hiddens,)
    num_hiddens: usize,
}

impl GruResetBefore {
    /// A layer on these weights, of any type of numbers: (3 · `num_hiddens`, features),
    /// (3 · `num_hiddens`, `num_hiddens`), (3 · `num_hiddens`,).
    ///
    /// # Errors
    /// If the shapes do not fit each other.
    pub fn from_tensors(
        weight_ih: Tensor,
        weight_hh: Tensor,
        bias: Tensor,
    ) -> Result<Self> {
        check_shapes(3, &weight_ih, &weight_hh, &[&bias])?;
        Ok(Self {
            num_hiddens: weight_hh.dim(1)?,
            weight_ih,
            weight_hh,
            bias,
        })
    }

    /// The state before the first step: zeros, (batch, `num_hiddens`).
    ///
    /// # Errors
    /// If the tensor cannot be made.
    pub fn zero_state(&self, batch: usize) -> Result<Tensor> {
        let shape = (batch, self.num_hiddens);
        Ok(Tensor::zeros(shape, self.bias.dtype(), self.bias.device())?)
    }

    /// One step: `x_t` (batch, features) and the hidden state before it, (batch, `num_hiddens`),
    /// give the one after it.
    ///
    /// # Errors
    /// If the shapes do not fit.
    // ANCHOR: step
    pub fn step(&self, x_t: &Tensor, hidden_state: &Tensor) -> Result<Tensor> {
        let from_input = x_t.matmul(&self.weight_ih.t()?)?; // (batch, 3 · num_hiddens)
        let from_input = from_input.broadcast_add(&self.bias)?;
        let from_input = from_input.chunk(3, D::Minus1)?; // 3 × (batch, num_hiddens)
        let [weight_r, weight_z, weight_n] =
            [0, 1, 2].map(|gate| self.weight_of(gate)); // (num_hiddens, num_hiddens)

        let from_state = hidden_state.matmul(&weight_r?.t()?)?;
        let reset_gate = sigmoid(&(&from_input[0] + from_state)?)?;
        let from_state = hidden_state.matmul(&weight_z?.t()?)?;
        let update_gate = sigmoid(&(&from_input[1] + from_state)?)?;
        let remembered = (reset_gate * hidden_state)?.matmul(&weight_n?.t()?)?;
        let candidate = (&from_input[2] + remembered)?.tanh()?;

        let renewed = ((1.0 - &update_gate)? * candidate)?;
        Ok((renewed + (update_gate * hidden_state)?)?) // (batch, num_hiddens)
    }
    // ANCHOR_END: step

    /// The rows of `weight_hh` that belong to a gate.
    fn weight_of(&self, gate: usize) -> Result<Tensor> {
        let first = gate * self.num_hiddens;
        Ok(self.weight_hh.narrow(0, first, self.num_hiddens)?)
    }

    /// The state after every step, in order.
    fn states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Vec<Tensor>> {
        let (batch, _time) = xs.check(self.weight_ih.dim(1)?, mask)?;
        let start = self.zero_state(batch)?;
        read(&xs.vectors()?, mask, start, |x_t, state| self.step(x_t, state))
    }
}

impl Build for GruResetBefore {
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
        )
    }
}

impl Recurrent for GruResetBefore {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        stack_hidden_states(&self.states(xs, mask)?)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        last_hidden_state(&self.states(xs, mask)?)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self {
            weight_ih: self.weight_ih.detach(),
            weight_hh: self.weight_hh.detach(),
            bias: self.bias.detach(),
            num_hiddens: self.num_hiddens,
        }))
    }
}
