//! The names and the shapes of a layer's weights.

use candle_core::Tensor;

use crate::error::{Result, SequenceError};

/// Where a layer stands in a model, and so what its parameters are called.
///
/// The names are PyTorch's: `lstm.weight_ih_l0` of the first layer, `lstm.weight_ih_l1` of the one
/// on top of it, `lstm.weight_ih_l0_reverse` of the layer that reads the first one's inputs
/// backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    name: &'a str,
    layer: usize,
    reverse: bool,
}

impl<'a> Place<'a> {
    /// The place of a layer that stands alone, or of the lowest.
    #[must_use]
    pub fn first(name: &'a str) -> Self {
        Self {
            name,
            layer: 0,
            reverse: false,
        }
    }

    /// The place `layers` layers further up.
    #[must_use]
    pub fn above(self, layers: usize) -> Self {
        Self {
            layer: self.layer + layers,
            ..self
        }
    }

    /// The place beside this one, of the layer that reads backwards.
    #[must_use]
    pub fn reverse(self) -> Self {
        Self {
            reverse: true,
            ..self
        }
    }

    /// What the parameter `kind` (`weight_ih`, …) of a layer at this place is called.
    #[must_use]
    pub fn parameter(&self, kind: &str) -> String {
        let direction = if self.reverse { "_reverse" } else { "" };
        format!("{}.{kind}_l{}{direction}", self.name, self.layer)
    }
}

/// Checks that these are the weights of a layer of `gates` gates: (gates · `num_hiddens`,
/// features), (gates · `num_hiddens`, `num_hiddens`), and (gates · `num_hiddens`,) for a bias.
///
/// # Errors
/// If not, with their shapes.
pub fn check_shapes(
    gates: usize,
    weight_ih: &Tensor,
    weight_hh: &Tensor,
    biases: &[&Tensor],
) -> Result<()> {
    let (rows_ih, _features) = weight_ih.dims2()?;
    let (rows, num_hiddens) = weight_hh.dims2()?;
    let fit = rows == gates * num_hiddens
        && rows_ih == rows
        && biases.iter().all(|bias| bias.dims() == [rows]);
    if !fit {
        return Err(SequenceError::Weights {
            gates,
            weight_ih: weight_ih.dims().to_vec(),
            weight_hh: weight_hh.dims().to_vec(),
            biases: biases.iter().map(|bias| bias.dims().to_vec()).collect(),
        });
    }
    Ok(())
}
