//! One width for all: reviews of any length become the rows of one table.

use candle_core::{Device, Tensor};

use crate::vocabulary::PAD;

/// An end of a sequence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// In front: what happens there is far from the last step. Keras's default.
    #[default]
    Pre,
    /// At the back.
    Post,
}

/// Sequences of one width, and how much of each row is not padding.
#[derive(Clone, Debug)]
pub struct PaddedIds {
    /// Shape (N, T), u32: a row a sequence.
    pub ids: Tensor,
    /// For each of the N rows, how many of its T ids came from the sequence.
    pub lengths: Vec<usize>,
}

/// Why sequences could not be padded.
#[derive(Debug, thiserror::Error)]
pub enum PaddingError {
    /// No width was left for a single id.
    #[error("the length to pad to is 0; it must be at least 1")]
    ZeroLength,
    /// The table would not fit into memory.
    #[error(
        "{rows} rows of {max_len} ids do not fit into memory; pad to a smaller length"
    )]
    TooLarge {
        /// How many sequences there are.
        rows: usize,
        /// The length to pad to.
        max_len: usize,
    },
    /// candle could not make the tensor.
    #[error(transparent)]
    Tensor(#[from] candle_core::Error),
}

/// Cuts longer sequences to `max_len` ids and fills shorter ones with [`PAD`]: (N, `max_len`).
///
/// `padding` is the side where the pads go, `truncating` the side where ids are dropped. With
/// [`Side::Pre`] for both, as in Keras, the end of a long review is kept and its start token is not.
///
/// # Errors
/// [`PaddingError::ZeroLength`] if `max_len` is 0, [`PaddingError::TooLarge`] if there is no memory
/// for the table.
pub fn pad_sequences<S: AsRef<[u32]>>(
    sequences: &[S],
    max_len: usize,
    padding: Side,
    truncating: Side,
) -> Result<PaddedIds, PaddingError> {
    if max_len == 0 {
        return Err(PaddingError::ZeroLength);
    }
    let mut ids = pads(sequences.len(), max_len)?;
    // ANCHOR: rows
    let mut lengths = Vec::with_capacity(sequences.len());
    for (row, sequence) in ids.chunks_exact_mut(max_len).zip(sequences) {
        let kept = truncate(sequence.as_ref(), max_len, truncating);
        let start = match padding {
            Side::Pre => max_len - kept.len(),
            Side::Post => 0,
        };
        row[start..start + kept.len()].copy_from_slice(kept);
        lengths.push(kept.len());
    }
    // ANCHOR_END: rows
    let ids = Tensor::from_vec(ids, (sequences.len(), max_len), &Device::Cpu)?;
    Ok(PaddedIds { ids, lengths })
}

/// A table full of [`PAD`], row after row.
fn pads(rows: usize, max_len: usize) -> Result<Vec<u32>, PaddingError> {
    let too_large = PaddingError::TooLarge { rows, max_len };
    match rows.checked_mul(max_len) {
        // Ask for the memory first: `vec!` would end the program if there is not enough.
        Some(count) if Vec::<u32>::new().try_reserve_exact(count).is_ok() => {
            Ok(vec![PAD; count])
        }
        _ => Err(too_large),
    }
}

// ANCHOR: truncate
/// At most `max_len` items of `sequence`; the rest is dropped at `side`.
pub(crate) fn truncate<T>(sequence: &[T], max_len: usize, side: Side) -> &[T] {
    let dropped = sequence.len().saturating_sub(max_len);
    match side {
        Side::Pre => &sequence[dropped..],
        Side::Post => &sequence[..sequence.len() - dropped],
    }
}
// ANCHOR_END: truncate
