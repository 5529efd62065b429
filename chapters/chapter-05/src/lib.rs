//! Chapter 5, LSTM and GRU. In reading order:
//!
//! - [`steps`]: a batch of sequences, one time step after the other
//! - [`mask`]: which steps hold words and which padding
//! - [`recurrent`]: the interface of every recurrent layer of the course
//! - [`weights`]: the names of a layer's weights
//! - `state`: what a layer carries from step to step, and how it reads a sequence with it
//! - [`lstm`]: the LSTM cell and layer, gate by gate
//! - [`gru`]: the GRU cell and layer, gate by gate
//! - [`library`]: candle-nn's LSTM and GRU behind the same interface
//! - [`bidirectional`]: two layers side by side, one of them reading backwards
//! - [`stacked`]: layers on top of each other
//! - [`sections`]: what the chapter's program prints
pub mod bidirectional;
pub mod gru;
pub mod library;
pub mod lstm;
pub mod mask;
pub mod recurrent;
pub mod sections;
pub mod stacked;
mod state;
pub mod steps;
pub mod weights;

pub use bidirectional::Bidirectional;
pub use gru::Gru;
pub use library::{CandleGru, CandleLstm};
pub use lstm::{Lstm, LstmState};
pub use mask::Mask;
pub use recurrent::{Build, Recurrent};
pub use stacked::Stacked;
pub use weights::Place;
