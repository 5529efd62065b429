//! Chapter 5's LSTM with the input product out of the loop: the first thing that the fast layer does
//! differently, in candle's own operations.

use candle_core::{D, Tensor};
use candle_nn::ops::sigmoid;
use chapter_04::state::{last_hidden_state, read, stack_hidden_states};
use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence};
use chapter_05::Lstm;
use chapter_05::lstm::LstmState;
use course::parameters::Parameters;

/// The LSTM of chapter 5, its inputs projected all at once.
#[derive(Clone, Debug)]
pub struct HoistedLstm(Lstm);

impl HoistedLstm {
    /// The state after every step, in order.
    fn states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Vec<LstmState>> {
        let weights = self.0.weights_side_by_side()?;
        let (rows, width) = weights.dims2()?;
        let (num_hiddens, features) = (rows / 4, width - rows / 4 - 1);
        let (batch, time) = xs.check(features, mask)?;
        let weight_ih = weights.narrow(1, 0, features)?;
        let weight_hh = weights.narrow(1, features, num_hiddens)?;
        let bias = weights.narrow(1, width - 1, 1)?.flatten_all()?;
        let start = self.0.zero_state(batch)?;
        // ANCHOR: hoisted
        let xs = xs.vectors()?.flatten(0, 1)?; // (batch · time, features)
        let projected = xs.matmul(&weight_ih.t()?)?.broadcast_add(&bias)?;
        // (batch, time, 4 · num_hiddens)
        let projected = projected.reshape((batch, time, rows))?;
        read(&projected, mask, start, |from_input, state| {
            let from_state = state.hidden_state.matmul(&weight_hh.t()?)?;
            let sums = (from_input + from_state)?; // (batch, 4 · num_hiddens)
            step(&sums.chunk(4, D::Minus1)?, state)
        })
        // ANCHOR_END: hoisted
    }
}

/// The step of chapter 5 from its pre-activations on: 4 × (batch, `num_hiddens`).
fn step(sums: &[Tensor], state: &LstmState) -> Result<LstmState> {
    let kept = (sigmoid(&sums[1])? * &state.cell_state)?;
    let written = (sigmoid(&sums[0])? * sums[2].tanh()?)?;
    let cell_state = (kept + written)?; // (batch, num_hiddens)
    let hidden_state = (sigmoid(&sums[3])? * cell_state.tanh()?)?;
    Ok(LstmState {
        hidden_state,
        cell_state,
    })
}

impl Build for HoistedLstm {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        Ok(Self(Lstm::build(features, num_hiddens, parameters, place)?))
    }
}

impl Recurrent for HoistedLstm {
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
