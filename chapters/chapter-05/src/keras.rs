//! Keras's layout of weights: the transpose of PyTorch's, and the GRU's gates in another order.
//!
//! `layer.get_weights()` gives `[kernel, recurrent_kernel, bias]`.

use candle_core::{D, Tensor};
use chapter_04::{Result, Rnn};

use crate::gru::Gru;
use crate::gru_reset_before::GruResetBefore;
use crate::lstm::Lstm;

/// A `SimpleRNN`: kernel (features, `num_hiddens`), recurrent kernel (`num_hiddens`, `num_hiddens`), bias
/// (`num_hiddens`,). Its one bias becomes the first of two, the other is zero.
///
/// # Errors
/// If the shapes do not fit each other.
pub fn rnn(
    kernel: &Tensor,
    recurrent_kernel: &Tensor,
    bias: &Tensor,
) -> Result<Rnn> {
    let (weight_ih, weight_hh) = (kernel.t()?, recurrent_kernel.t()?);
    let zeros = bias.zeros_like()?;
    Rnn::from_tensors(weight_ih, weight_hh, bias.clone(), zeros)
}

/// An `LSTM`: kernel (features, 4 · `num_hiddens`), recurrent kernel (`num_hiddens`, 4 · `num_hiddens`),
/// bias (4 · `num_hiddens`,). Its gates stand in the order i, f, c, o, where c is our g.
///
/// # Errors
/// If the shapes do not fit each other.
// ANCHOR: lstm
pub fn lstm(
    kernel: &Tensor,
    recurrent_kernel: &Tensor,
    bias: &Tensor,
) -> Result<Lstm> {
    let weight_ih = kernel.t()?; // (4 · num_hiddens, features)
    let weight_hh = recurrent_kernel.t()?; // (4 · num_hiddens, num_hiddens)
    Lstm::from_tensors(weight_ih, weight_hh, bias.clone())
}
// ANCHOR_END: lstm

/// A `GRU` with `reset_after=True`, the default: kernel (features, 3 · `num_hiddens`), recurrent kernel
/// (`num_hiddens`, 3 · `num_hiddens`), bias (2, 3 · `num_hiddens`), the input's above the state's. Its
/// gates stand in the order z, r, h, where h is our n.
///
/// # Errors
/// If the shapes do not fit each other.
// ANCHOR: gru
pub fn gru(
    kernel: &Tensor,
    recurrent_kernel: &Tensor,
    bias: &Tensor,
) -> Result<Gru> {
    let weight_ih = reset_first(kernel)?.t()?; // (3 · num_hiddens, features)
    let weight_hh = reset_first(recurrent_kernel)?.t()?;
    let bias = reset_first(bias)?; // (2, 3 · num_hiddens)
    Gru::from_tensors(weight_ih, weight_hh, bias.get(0)?, bias.get(1)?)
}

/// The columns of the gates z, r, h in the order r, z, h.
fn reset_first(columns: &Tensor) -> Result<Tensor> {
    let gates = columns.chunk(3, D::Minus1)?;
    Ok(Tensor::cat(&[&gates[1], &gates[0], &gates[2]], D::Minus1)?)
}
// ANCHOR_END: gru

/// A `GRU` with `reset_after=False`: as [`gru`], with a bias of (3 · `num_hiddens`,).
///
/// # Errors
/// If the shapes do not fit each other.
pub fn gru_reset_before(
    kernel: &Tensor,
    recurrent_kernel: &Tensor,
    bias: &Tensor,
) -> Result<GruResetBefore> {
    let weight_ih = reset_first(kernel)?.t()?;
    let weight_hh = reset_first(recurrent_kernel)?.t()?;
    GruResetBefore::from_tensors(weight_ih, weight_hh, reset_first(bias)?)
}
