//! Chapter 5, LSTM and GRU. In reading order:
//!
//! - [`lstm`]: the LSTM cell and layer, gate by gate
//! - [`forget_bias`]: an LSTM whose forget gate begins more or less open
//! - [`gru`]: the GRU cell and layer, gate by gate
//! - [`gru_reset_before`]: the GRU as its paper has it
//! - [`candle_layers`]: candle-nn's LSTM and GRU behind the same interface
//! - [`keras`]: Keras's layout of weights
//! - [`files`]: a layer's weights from a file of PyTorch's
//! - [`dropped`]: dropout in an LSTM
//! - [`backwards`]: a sequence read from its last step to its first
//! - [`bidirectional`]: two layers side by side, one of them reading backwards
//! - [`stacked`]: layers on top of each other
//! - [`gradient_by_distance`]: how much of a gradient arrives so many steps back
//! - [`network`]: the networks that the chapter has trained
//! - [`trace`]: what their gates do at each word
//! - [`recorded`]: what was measured
//! - [`sections`]: what the chapter's program prints
//! - [`figures`]: the chapter's drawings
//! - [`record`]: the command that measures
pub mod backwards;
pub mod bidirectional;
pub mod candle_layers;
pub mod dropped;
pub mod figures;
pub mod files;
pub mod forget_bias;
pub mod gradient_by_distance;
pub mod gru;
pub mod gru_reset_before;
pub mod keras;
pub mod lstm;
pub mod network;
#[cfg(not(target_family = "wasm"))]
pub mod record;
pub mod recorded;
pub mod sections;
pub mod stacked;
pub mod trace;

pub use backwards::{Backwards, Flipped};
pub use bidirectional::Bidirectional;
pub use candle_layers::{CandleGru, CandleLstm};
pub use dropped::Dropped;
pub use forget_bias::ForgetBias;
pub use gru::{Gru, GruGates};
pub use gru_reset_before::GruResetBefore;
pub use lstm::{Lstm, LstmGates, LstmState};
pub use stacked::Stacked;
