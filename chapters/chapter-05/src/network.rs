//! The networks that the chapter has trained.

use chapter_04::Result;
use chapter_04::network::Network;

use crate::gru::Gru;
use crate::lstm::Lstm;

/// The weights, as the chapter's record `networks` has left them.
const LSTM: &[u8] = include_bytes!("../results/lstm.safetensors");
const GRU: &[u8] = include_bytes!("../results/gru.safetensors");

/// The network with an LSTM, for the vocabulary of the practice corpus.
///
/// # Errors
/// If the vocabulary is another.
pub fn lstm(vocab_size: usize) -> Result<Network<Lstm>> {
    Network::with_weights(vocab_size, LSTM)
}

/// The network with a GRU, for the vocabulary of the practice corpus.
///
/// # Errors
/// If the vocabulary is another.
pub fn gru(vocab_size: usize) -> Result<Network<Gru>> {
    Network::with_weights(vocab_size, GRU)
}
