//! Chapter 4, Hidden state. In reading order:
//!
//! - [`error`]: what can be wrong with a sequence
//! - [`mask`]: which steps hold words and which padding
//! - [`sequence`]: what a recurrent layer reads
//! - [`steps`]: a batch of sequences, one time step after the other
//! - [`state`]: what a layer carries from step to step, and how it reads a sequence with it
//! - [`weights`]: the names and the shapes of a layer's weights
//! - [`recurrent`]: the interface of every recurrent layer of the course
//! - [`rnn`]: the simplest recurrent layer
//! - [`identity`]: one that begins by keeping everything
//! - [`dropout`]: values left out at random while training
//! - [`classifier`]: from a sequence of words to one answer, with any recurrent layer
//! - [`reader`]: a classifier that reads reviews
//! - [`learning`]: training a network, and how far back it reads
//! - [`study`]: what can be learnt at which distance
//! - [`truncated`]: a gradient that goes back only so far
//! - [`network`]: the network that the chapter has trained
//! - [`trace`]: what a network holds after each word
//! - [`through_time`]: the gradient on its way back
//! - [`clipping`]: gradients cut to a length
//! - [`units`]: what single units of a trained network follow
//! - [`recorded`]: what was measured
//! - [`sections`]: what the chapter's program prints
//! - [`figures`]: the chapter's drawings
//! - [`record`]: the command that measures
pub mod classifier;
pub mod clipping;
pub mod dropout;
pub mod error;
pub mod figures;
pub mod identity;
pub mod learning;
pub mod mask;
pub mod network;
pub mod reader;
#[cfg(not(target_family = "wasm"))]
pub mod record;
pub mod recorded;
pub mod recurrent;
pub mod rnn;
pub mod sections;
pub mod sequence;
pub mod state;
pub mod steps;
pub mod study;
pub mod through_time;
pub mod trace;
pub mod truncated;
pub mod units;
pub mod weights;

pub use classifier::{Head, SequenceClassifier};
pub use error::{Result, SequenceError};
pub use identity::IdentityRnn;
pub use mask::Mask;
pub use reader::Reader;
pub use recurrent::{Build, Recurrent};
pub use rnn::Rnn;
pub use sequence::Sequence;
pub use weights::Place;
