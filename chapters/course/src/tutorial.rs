//! The sizes of the tutorial's classifier, which the course rebuilds and measures against.

/// `num_words`: ids are below it.
pub const NUM_WORDS: usize = 6_400;
/// `maxlen`: steps that every review is padded or cut to.
pub const MAX_LEN: usize = 512;
/// The length of a word's vector.
pub const EMBEDDING_DIM: usize = 128;
/// The length of the hidden state.
pub const NUM_HIDDENS: usize = 128;
/// The units of the dense layer.
pub const DENSE_UNITS: usize = 128;
/// The share of values that dropout drops while training.
pub const DROPOUT: f64 = 0.1;
/// Reviews to a batch.
pub const BATCH_SIZE: usize = 64;
/// `validation_split`: the share of the training reviews that is put aside, to choose by.
pub const VALIDATION_SPLIT: f64 = 0.2;
