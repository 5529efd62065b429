//! Chapter 5, LSTM. In reading order:
//!
//! - [`steps`]: a batch of sequences, one time step after the other
//! - [`mask`]: which steps hold words and which padding
//! - [`recurrent`]: the interface of every recurrent layer of the course
//! - [`lstm`]: the LSTM cell and layer, gate by gate
//! - [`library`]: candle-nn's LSTM behind the same interface
//! - [`sections`]: what the chapter's program prints
pub mod library;
pub mod lstm;
pub mod mask;
pub mod recurrent;
pub mod sections;
pub mod steps;

pub use library::CandleLstm;
pub use lstm::{Lstm, LstmState};
pub use mask::Mask;
pub use recurrent::Recurrent;
