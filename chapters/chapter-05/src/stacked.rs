//! Layers on top of each other.

use candle_core::{Result, Tensor};
use chapter_03::Embedding;
use course::parameters::Parameters;

use crate::mask::Mask;
use crate::recurrent::{Build, Recurrent};
use crate::weights::Place;

/// Layers on top of each other: all states of one are the inputs of the next. What the highest puts
/// out, the stack puts out.
#[derive(Clone, Debug)]
pub struct Stacked<L> {
    lowest: L,
    above: Vec<L>,
}

impl<L> Stacked<L> {
    /// These layers on top of each other, `above` from the second lowest to the highest.
    #[must_use]
    pub fn of(lowest: L, above: Vec<L>) -> Self {
        Self { lowest, above }
    }
}

impl<L: Build> Stacked<L> {
    // ANCHOR: new
    /// `num_layers` new layers. The names of their parameters end in `_l0`, `_l1`, … from the
    /// lowest to the highest, as in PyTorch.
    ///
    /// # Errors
    /// If there shall be no layer, or a name is taken.
    pub fn new(
        features: usize,
        num_hiddens: usize,
        num_layers: usize,
        parameters: &mut Parameters,
        name: &str,
    ) -> Result<Self> {
        if num_layers == 0 {
            candle_core::bail!("a stack needs at least one layer");
        }
        let place = Place::first(name);
        let lowest = L::build(features, num_hiddens, parameters, place)?;
        let features = L::num_outputs(num_hiddens); // the layers above read states
        let above = (1..num_layers)
            .map(|layer| {
                L::build(features, num_hiddens, parameters, place.above(layer))
            })
            .collect::<Result<_>>()?;
        Ok(Self { lowest, above })
    }
    // ANCHOR_END: new
}

// ANCHOR: climb
/// Sends all states (batch, time, features) of the layer below through these layers, one after the
/// other: (batch, time, `num_hiddens`).
fn climb<L: Recurrent>(
    layers: &[L],
    states: Tensor,
    mask: Option<&Mask>,
) -> Result<Tensor> {
    layers
        .iter()
        .try_fold(states, |states, layer| layer.all_states(&states, mask))
}
// ANCHOR_END: climb

impl<L: Recurrent> Recurrent for Stacked<L> {
    // ANCHOR: states
    fn all_states(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor> {
        climb(&self.above, self.lowest.all_states(xs, mask)?, mask)
    }

    fn last_state(&self, xs: &Tensor, mask: Option<&Mask>) -> Result<Tensor> {
        let Some((highest, between)) = self.above.split_last() else {
            return self.lowest.last_state(xs, mask);
        };
        let states = climb(between, self.lowest.all_states(xs, mask)?, mask)?;
        highest.last_state(&states, mask)
    }
    // ANCHOR_END: states

    fn all_states_of_ids(
        &self,
        embedding: &Embedding,
        ids: &Tensor,
        mask: Option<&Mask>,
    ) -> Result<Tensor> {
        let states = self.lowest.all_states_of_ids(embedding, ids, mask)?;
        climb(&self.above, states, mask)
    }

    fn last_state_of_ids(
        &self,
        embedding: &Embedding,
        ids: &Tensor,
        mask: Option<&Mask>,
    ) -> Result<Tensor> {
        let Some((highest, between)) = self.above.split_last() else {
            return self.lowest.last_state_of_ids(embedding, ids, mask);
        };
        let states = self.lowest.all_states_of_ids(embedding, ids, mask)?;
        highest.last_state(&climb(between, states, mask)?, mask)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        let above = self.above.iter().map(Recurrent::detached);
        Ok(Box::new(Stacked {
            lowest: self.lowest.detached()?,
            above: above.collect::<Result<_>>()?,
        }))
    }
}
