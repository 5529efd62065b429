//! What can be wrong with the ids and reviews that this chapter's functions are given.

/// Why ids cannot become vectors, or a model cannot be trained.
#[derive(Debug, thiserror::Error)]
pub enum VectorError {
    /// An id has no row in the table.
    #[error(
        "the id {id} is not below {vocab_size}, the number of rows of the table; encode with the vocabulary the table was made for"
    )]
    IdOutside {
        /// The id.
        id: u32,
        /// V, the rows of the table.
        vocab_size: usize,
    },
    /// A review has no word to take the mean of.
    #[error("review {review} of the batch has no words; leave it out")]
    NoWords {
        /// Its place in the batch, from 0.
        review: usize,
    },
    /// There is nothing to learn from.
    #[error("there are no reviews in the {part} part; take a larger corpus")]
    NoReviews {
        /// "training", "validation" or "test".
        part: &'static str,
    },
    /// All training reviews have the same label.
    #[error(
        "all training reviews have the same label; a classifier needs some of each"
    )]
    OneLabel,
    /// Some reviews have no target, or some targets no review.
    #[error(
        "there are {targets} targets for {reviews} reviews; give each review one"
    )]
    Targets {
        /// Reviews given.
        reviews: usize,
        /// Targets given.
        targets: usize,
    },
    /// There is no vocabulary to be made.
    #[error(transparent)]
    NoVocabulary(#[from] chapter_02::FitError),
    /// A word has no vector.
    #[error(
        "the word `{word}` is not in the vocabulary; ask about one that the training reviews hold"
    )]
    UnknownWord {
        /// The word as it was given.
        word: String,
    },
    /// The training diverged.
    #[error(
        "the loss is {loss} after {steps} steps: training has diverged; take a smaller learning rate"
    )]
    Diverged {
        /// NaN or infinite.
        loss: f64,
        /// Steps done.
        steps: usize,
    },
    /// candle could not compute a tensor.
    #[error(transparent)]
    Tensor(#[from] candle_core::Error),
}

/// For functions whose other errors are candle's, such as the layers of later chapters.
impl From<VectorError> for candle_core::Error {
    fn from(error: VectorError) -> Self {
        match error {
            VectorError::Tensor(error) => error,
            other => candle_core::Error::wrap(other),
        }
    }
}

/// A result of this chapter.
pub type Result<T> = std::result::Result<T, VectorError>;
