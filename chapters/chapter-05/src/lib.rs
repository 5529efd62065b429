//! Chapter 5, LSTM and GRU. In reading order:
//!
//! - [`lstm`]: the LSTM cell and layer, gate by gate
//! - [`gru`]: the GRU cell and layer, gate by gate
//! - [`candle_layers`]: candle-nn's LSTM and GRU behind the same interface
//! - [`bidirectional`]: two layers side by side, one of them reading backwards
//! - [`stacked`]: layers on top of each other
//! - [`sections`]: what the chapter's program prints
pub mod bidirectional;
pub mod candle_layers;
pub mod gru;
pub mod lstm;
pub mod sections;
pub mod stacked;

pub use bidirectional::Bidirectional;
pub use candle_layers::{CandleGru, CandleLstm};
pub use gru::Gru;
pub use lstm::{Lstm, LstmState};
pub use stacked::Stacked;
