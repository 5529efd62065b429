//! What can be wrong with what a recurrent layer is given.

use chapter_03::VectorError;

/// Why a sequence cannot be read, or a layer cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SequenceError {
    /// The tensor is no batch of sequences.
    #[error(
        "a batch of sequences is (batch, time, features), or (batch, time) for ids; this one is {shape:?}"
    )]
    Dimensions {
        /// The lengths of its dimensions.
        shape: Vec<usize>,
    },
    /// There is nothing to read.
    #[error(
        "a batch of {batch} rows and {time} steps has nothing to read; it needs at least one of each"
    )]
    Empty {
        /// N.
        batch: usize,
        /// T.
        time: usize,
    },
    /// The inputs are wider or narrower than those that the layer was made for.
    #[error("each step has {found} features, and the layer was made for {expected}")]
    Features {
        /// Those of the sequence.
        found: usize,
        /// Those of the layer.
        expected: usize,
    },
    /// The mask is that of another batch.
    #[error(
        "the mask has {lengths} lengths for a batch of {batch} rows; give each row one"
    )]
    Lengths {
        /// Lengths given.
        lengths: usize,
        /// N.
        batch: usize,
    },
    /// The mask is that of longer sequences.
    #[error("row {row} has a length of {length} in a batch of {time} steps")]
    TooLong {
        /// The row's place in the batch, from 0.
        row: usize,
        /// Its length.
        length: usize,
        /// T.
        time: usize,
    },
    /// The weights are not those of one layer.
    #[error(
        "weights of {weight_ih:?} and {weight_hh:?} and biases of {biases:?} are no layer of {gates} gates"
    )]
    Weights {
        /// How many gates share one matrix.
        gates: usize,
        /// Shape of the weights of the input.
        weight_ih: Vec<usize>,
        /// Shape of the weights of the hidden state.
        weight_hh: Vec<usize>,
        /// Shape of each bias.
        biases: Vec<Vec<usize>>,
    },
    /// A text with nothing to trace, or too much of it.
    #[error("a text that is traced has 1 to {most} words; this one has {found}")]
    Words {
        /// Those of the text.
        found: usize,
        /// Those that are allowed.
        most: usize,
    },
    /// A stack of no layers.
    #[error("a stack needs at least one layer")]
    NoLayers,
    /// An id has no vector.
    #[error(transparent)]
    Vector(#[from] VectorError),
    /// candle could not compute a tensor.
    #[error(transparent)]
    Tensor(#[from] candle_core::Error),
}

/// For functions whose other errors are candle's.
impl From<SequenceError> for candle_core::Error {
    fn from(error: SequenceError) -> Self {
        match error {
            SequenceError::Tensor(error) => error,
            other => candle_core::Error::wrap(other),
        }
    }
}

/// A result of this chapter.
pub type Result<T> = std::result::Result<T, SequenceError>;
