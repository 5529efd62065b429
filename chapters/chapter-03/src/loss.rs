//! Binary cross-entropy on logits, in the form that cannot overflow.

use candle_core::{Result, Tensor};

/// The mean over the batch of max(x, 0) − x·y + ln(1 + e^(−|x|)), for logits x and targets y, both
/// (batch,); a scalar.
///
/// It equals −y·ln σ(x) − (1 − y)·ln(1 − σ(x)), whose logarithms are of 0 for large |x|: Goodfellow,
/// Bengio and Courville 2016, section 6.2.2.2 (cite: goodfellow2016).
///
/// # Errors
/// If the shapes differ.
// ANCHOR: loss
pub fn binary_cross_entropy(logits: &Tensor, targets: &Tensor) -> Result<Tensor> {
    let positive_part = logits.relu()?; // (batch,)
    let tail = (logits.abs()?.neg()?.exp()? + 1.0)?.log()?; // (batch,)
    ((positive_part - (logits * targets)?)? + tail)?.mean_all()
}
// ANCHOR_END: loss
