//! The interface of every recurrent layer of the course.

use candle_core::Tensor;
use course::parameters::Parameters;

use crate::error::Result;
use crate::mask::Mask;
use crate::sequence::Sequence;
use crate::weights::Place;

/// A layer that reads sequences step by step and keeps a hidden state.
///
/// Without a mask every step is read, pads included, as in the tutorial. With a mask a pad changes
/// nothing: the state before it is the state after it, as in Keras with `mask_zero=True`. The last
/// state is then that after the last word, wherever the pads are.
pub trait Recurrent {
    /// The hidden state after every step: (batch, time, `num_hiddens`).
    ///
    /// # Errors
    /// If the shapes do not fit the layer or the mask, or an id is outside of the embedding.
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor>;

    /// The hidden state after the last step: (batch, `num_hiddens`).
    ///
    /// # Errors
    /// If the shapes do not fit the layer or the mask, or an id is outside of the embedding.
    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor>;

    /// The layer on the same weights, for predictions: nothing is kept for a backward pass.
    ///
    /// # Errors
    /// If the layer cannot be built again.
    fn detached(&self) -> Result<Box<dyn Recurrent>>;
}

/// A layer in a box is a layer: layers of several kinds can stand in one model.
impl<L: Recurrent + ?Sized> Recurrent for Box<L> {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        (**self).all_states(xs, mask)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        (**self).last_state(xs, mask)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        (**self).detached()
    }
}

/// A recurrent layer that can be built at any place of a model.
pub trait Build: Recurrent + Sized {
    /// A new layer with the parameters of its `place`.
    ///
    /// # Errors
    /// If a name is taken.
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self>;

    /// A new layer that stands alone: its parameters are `{name}.weight_ih_l0` and so on.
    ///
    /// # Errors
    /// If a name is taken.
    fn new(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        name: &str,
    ) -> Result<Self> {
        Self::build(features, num_hiddens, parameters, Place::first(name))
    }

    /// How many numbers a step of such a layer puts out: the features of a layer on top of it.
    #[must_use]
    fn num_outputs(num_hiddens: usize) -> usize {
        num_hiddens
    }
}
