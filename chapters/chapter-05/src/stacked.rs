//! Layers on top of each other.

use candle_core::Tensor;
use course::parameters::Parameters;

use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence, SequenceError};

/// Layers on top of each other: all states of one are the inputs of the next. What the highest puts
/// out, the stack puts out.
#[derive(Clone, Debug)]
pub struct Stacked<L> {
    below: Vec<L>,
    highest: L,
}

impl<L> Stacked<L> {
    /// These layers on top of each other, `below` from the lowest to the second highest.
    #[must_use]
    pub fn of(below: Vec<L>, highest: L) -> Self {
        Self { below, highest }
    }
}

impl<L: Build> Stacked<L> {
    /// `num_layers` new layers. The names of their parameters end in `_l0`, `_l1`, … from the
    /// lowest to the highest, as in PyTorch.
    ///
    /// # Errors
    /// If `num_layers` is 0, or a name is taken.
    pub fn new(
        features: usize,
        num_hiddens: usize,
        num_layers: usize,
        parameters: &mut Parameters,
        name: &str,
    ) -> Result<Self> {
        let mut build = |layer| {
            let features = match layer {
                0 => features,
                _ => L::num_outputs(num_hiddens), // the layers above read states
            };
            let place = Place::first(name).above(layer);
            L::build(features, num_hiddens, parameters, place)
        };
        let mut layers = (0..num_layers)
            .map(&mut build)
            .collect::<Result<Vec<L>>>()?;
        let Some(highest) = layers.pop() else {
            return Err(SequenceError::NoLayers);
        };
        Ok(Self {
            below: layers,
            highest,
        })
    }
}

/// Sends a sequence through these layers, one after the other: all states of one are what the next
/// one reads.
fn climb<L: Recurrent>(
    layers: &[L],
    xs: &Sequence,
    mask: Option<&Mask>,
) -> Result<Sequence> {
    layers.iter().try_fold(xs.clone(), |xs, layer| {
        Ok(Sequence::Vectors(layer.all_states(&xs, mask)?))
    })
}

impl<L: Recurrent> Recurrent for Stacked<L> {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        let states = climb(&self.below, xs, mask)?;
        self.highest.all_states(&states, mask)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        let states = climb(&self.below, xs, mask)?;
        self.highest.last_state(&states, mask)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        let below = self.below.iter().map(Recurrent::detached);
        Ok(Box::new(Stacked {
            below: below.collect::<Result<_>>()?,
            highest: self.highest.detached()?,
        }))
    }
}
