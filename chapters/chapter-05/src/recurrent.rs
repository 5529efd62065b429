//! The interface of every recurrent layer of the course.

use candle_core::{Result, Tensor};

use crate::mask::Mask;

/// A layer that reads sequences step by step and keeps a hidden state.
///
/// Without a mask every step is read, pads included, as in the tutorial. With a mask a pad changes
/// nothing: the state before it is the state after it, as in Keras with `mask_zero=True`. The last
/// state is then that after the last word, wherever the pads are.
pub trait Recurrent {
    /// The hidden state after every step: (batch, time, features) → (batch, time, `num_hiddens`).
    ///
    /// # Errors
    /// If the shapes do not fit the layer or the mask.
    fn all_states(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor>;

    /// The hidden state after the last step: (batch, time, features) → (batch, `num_hiddens`).
    ///
    /// # Errors
    /// If the shapes do not fit the layer or the mask.
    fn last_state(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor>;
}
