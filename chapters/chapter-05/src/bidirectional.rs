//! A sequence read in both directions.

use candle_core::{D, Tensor};
use course::parameters::Parameters;

use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence};

use crate::backwards::Backwards;

/// Two layers of one kind side by side, Schuster and Paliwal 1997 (cite: schuster1997): one reads the
/// sequence from its first step to its last, the other from the last to the first.
///
/// A step puts out both states, the forward layer's first: (batch, time, 2 · `num_hiddens`). The
/// last state is that of each layer after its own last step, so the backward layer's is the one
/// after the sequence's *first* step: PyTorch's `h_n`, and what Keras's `Bidirectional` returns.
///
/// The names of the backward layer's parameters end in `_reverse`, as in PyTorch.
#[derive(Clone, Debug)]
pub struct Bidirectional<L> {
    forward: L,
    backward: Backwards<L>,
}

impl<L> Bidirectional<L> {
    /// These two layers side by side.
    #[must_use]
    pub fn of(forward: L, backward: L) -> Self {
        Self {
            forward,
            backward: Backwards(backward),
        }
    }

    /// The layer that reads forward and the one that reads backward.
    #[must_use]
    pub fn directions(&self) -> (&L, &L) {
        (&self.forward, &self.backward.0)
    }
}

impl<L: Build> Build for Bidirectional<L> {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        Ok(Self {
            forward: L::build(features, num_hiddens, parameters, place)?,
            backward: Backwards::build(features, num_hiddens, parameters, place)?,
        })
    }

    fn num_outputs(num_hiddens: usize) -> usize {
        2 * L::num_outputs(num_hiddens)
    }
}

/// Features of both directions: 2 × (…, `num_hiddens`) → (…, 2 · `num_hiddens`).
fn side_by_side(forward: &Tensor, backward: &Tensor) -> Result<Tensor> {
    Ok(Tensor::cat(&[forward, backward], D::Minus1)?)
}

impl<L: Recurrent> Recurrent for Bidirectional<L> {
    // ANCHOR: both
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        let forward = self.forward.all_states(xs, mask)?; // (batch, time, num_hiddens)
        let backward = self.backward.all_states(xs, mask)?;
        side_by_side(&forward, &backward) // (batch, time, 2 · num_hiddens)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        let forward = self.forward.last_state(xs, mask)?; // (batch, num_hiddens)
        let backward = self.backward.last_state(xs, mask)?;
        side_by_side(&forward, &backward) // (batch, 2 · num_hiddens)
    }
    // ANCHOR_END: both

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        let (forward, backward) = (&self.forward, &self.backward.0);
        let layers = Bidirectional::of(forward.detached()?, backward.detached()?);
        Ok(Box::new(layers))
    }
}
