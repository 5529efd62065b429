//! An LSTM whose forget gate begins more or less open.

use candle_core::Tensor;
use chapter_04::{Build, Mask, Place, Recurrent, Result, Sequence};
use course::parameters::Parameters;

use crate::lstm::Lstm;

/// An [`Lstm`] whose forget gate begins with the bias `BIAS`.
#[derive(Clone, Debug)]
pub struct ForgetBias<const BIAS: u8>(Lstm);

impl<const BIAS: u8> Build for ForgetBias<BIAS> {
    fn build(
        features: usize,
        num_hiddens: usize,
        parameters: &mut Parameters,
        place: Place<'_>,
    ) -> Result<Self> {
        let bias = f64::from(BIAS);
        let lstm =
            Lstm::with_forget_bias(bias, features, num_hiddens, parameters, place)?;
        Ok(Self(lstm))
    }
}

impl<const BIAS: u8> Recurrent for ForgetBias<BIAS> {
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
