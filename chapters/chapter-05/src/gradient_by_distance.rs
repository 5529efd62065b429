//! How much of a gradient arrives at the inputs of so many steps before the end.

use candle_core::{DType, Shape, Tensor, Var};
use chapter_04::{Build, Mask, Place, Recurrent, Result, Rnn, Sequence};
use course::parameters::{Init, Parameters};

/// Sizes of the layers that are measured, those of the networks of this chapter.
const NUM_HIDDENS: usize = 32;
const FEATURES: usize = 32;
/// Sequences that are averaged over, and the steps of each.
const BATCH: usize = 16;
const TIME: usize = 120;

/// The numbers of a new embedding's vectors lie between plus and minus this.
pub const NEW_EMBEDDING: f64 = 0.05;

/// For a new layer of the type `L`: the length of the slopes with respect to the input of each step, the
/// last step first, relative to the last step's. What is sloped is a sum of the last state's numbers with
/// random weights; inputs are drawn evenly from between plus and minus `limit`.
///
/// # Errors
/// If a tensor cannot be made.
pub fn lengths<L: Build>(seed: u64, limit: f64) -> Result<Vec<f64>> {
    let mut parameters = Parameters::new(seed);
    let layer = L::new(FEATURES, NUM_HIDDENS, &mut parameters, "layer")?;
    let xs = Init::Uniform { limit };
    let xs = parameters.create("xs", (BATCH * TIME, FEATURES), xs)?;
    let xs = Var::from_tensor(&xs.detach().reshape((BATCH, TIME, FEATURES))?)?;
    let last = layer.last_state(&Sequence::of(&xs), None)?; // (batch, num_hiddens)
    let uniform = Init::Uniform { limit: 1.0 };
    let weights = parameters.create("weights", (BATCH, NUM_HIDDENS), uniform)?;
    let gradients = (last * weights)?.sum_all()?.backward()?;
    of_each_step(gradients.get(&xs)) // (batch, time, features)
}

fn of_each_step(slopes: Option<&Tensor>) -> Result<Vec<f64>> {
    let none = || candle_core::Error::msg("the layer does not read its inputs");
    let slopes = slopes.ok_or_else(none)?;
    // The square of a very short slope is no number of 32 bits any more.
    let slopes = slopes.to_dtype(DType::F64)?;
    let squares = slopes.sqr()?.sum((0, 2))?; // (time,)
    let mut lengths = squares.sqrt()?.to_vec1::<f64>()?;
    lengths.reverse();
    let last = lengths[0];
    Ok(lengths.iter().map(|length| length / last).collect())
}

/// A tanh RNN that begins as PyTorch's does: all weights drawn evenly from between plus and minus one over
/// the root of `num_hiddens`.
#[derive(Clone, Debug)]
pub struct UniformRnn(Rnn);

impl Build for UniformRnn {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let limit = 1.0 / (num_hiddens as f64).sqrt();
        let mut create = |kind, shape: Shape| -> Result<Tensor> {
            let name = place.parameter(kind);
            Ok(parameters.create(&name, shape, Init::Uniform { limit })?)
        };
        Ok(Self(Rnn::from_tensors(
            create("weight_ih", (num_hiddens, features).into())?,
            create("weight_hh", (num_hiddens, num_hiddens).into())?,
            create("bias_ih", num_hiddens.into())?,
            create("bias_hh", num_hiddens.into())?,
        )?))
    }
}

impl Recurrent for UniformRnn {
    fn all_states(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        self.0.all_states(xs, mask)
    }

    fn last_state(&self, xs: &Sequence, mask: Option<&Mask>) -> Result<Tensor> {
        self.0.last_state(xs, mask)
    }

    fn detached(&self) -> Result<Box<dyn Recurrent>> {
        self.0.detached()
    }
}
