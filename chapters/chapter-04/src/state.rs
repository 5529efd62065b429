//! What a layer carries from step to step, and how it reads a sequence with it.

use candle_core::Tensor;

use crate::error::Result;
use crate::mask::Mask;
use crate::steps::time_steps;

/// What a layer carries from step to step.
pub trait State: Clone {
    /// The part that leaves the layer: (batch, `num_hiddens`).
    fn hidden_state(&self) -> &Tensor;

    /// The next state in rows where `is_word` (batch, 1) is 1, this one where it is 0.
    ///
    /// # Errors
    /// If the shapes differ.
    fn keep_at_pads(&self, next: &Self, is_word: &Tensor) -> Result<Self>;
}

/// A layer whose state is its hidden state alone.
impl State for Tensor {
    fn hidden_state(&self) -> &Tensor {
        self
    }

    fn keep_at_pads(&self, next: &Self, is_word: &Tensor) -> Result<Self> {
        blend(self, next, is_word)
    }
}

/// `next` in rows where `is_word` (batch, 1) is 1, `old` where it is 0: (batch, `num_hiddens`). Both
/// to the last bit, which `old + (next - old) · is_word` would not give.
///
/// # Errors
/// If the shapes differ.
// ANCHOR: blend
pub fn blend(old: &Tensor, next: &Tensor, is_word: &Tensor) -> Result<Tensor> {
    Ok(is_word.broadcast_as(old.shape())?.where_cond(next, old)?)
}
// ANCHOR_END: blend

/// The state after every step of `xs` (batch, time, features). A masked pad changes nothing,
/// whatever stands there.
///
/// # Errors
/// If a step fails, there is none, or the mask does not fit.
pub fn read<S: State>(
    xs: &Tensor,
    mask: Option<&Mask>,
    mut state: S,
    step: impl Fn(&Tensor, &S) -> Result<S>,
) -> Result<Vec<S>> {
    let (_batch, time, _features) = xs.dims3()?;
    let steps = match mask {
        None => time_steps(xs)?,
        Some(mask) => time_steps(&mask.hide_pads(xs)?)?,
    };
    let mut states = Vec::with_capacity(time);
    for (t, x_t) in steps.iter().enumerate() {
        let next = step(x_t, &state)?;
        state = match mask {
            None => next,
            Some(mask) => state.keep_at_pads(&next, &mask.column(t, time)?)?,
        };
        states.push(state.clone());
    }
    Ok(states)
}

/// T states of (batch, `num_hiddens`) side by side: (batch, time, `num_hiddens`).
///
/// # Errors
/// If there is no state.
pub fn stack_hidden_states<S: State>(states: &[S]) -> Result<Tensor> {
    let hidden_states: Vec<&Tensor> =
        states.iter().map(State::hidden_state).collect();
    Ok(Tensor::stack(&hidden_states, 1)?)
}

/// The hidden state after the last step: (batch, `num_hiddens`).
///
/// # Errors
/// If there is no state.
pub fn last_hidden_state<S: State>(states: &[S]) -> Result<Tensor> {
    let none = || candle_core::Error::msg("a sequence needs at least one step");
    Ok(states.last().ok_or_else(none)?.hidden_state().clone())
}
