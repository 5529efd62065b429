//! The network that the chapter has trained.

use candle_core::{Device, safetensors};
use course::parameters::Parameters;

use crate::error::Result;
use crate::learning::{Settings, new_reader};
use crate::reader::Reader;
use crate::recurrent::Build;
use crate::rnn::Rnn;

/// The weights, as the chapter's record `network` has left them.
const WEIGHTS: &[u8] = include_bytes!("../results/rnn.safetensors");

/// The trained network, for the practice corpus's vocabulary.
///
/// # Errors
/// If the vocabulary is another.
pub fn network(vocab_size: usize) -> Result<Reader> {
    with_weights::<Rnn>(vocab_size, WEIGHTS)
}

/// A network with a layer of the type `L`, with the weights of a file in the format of safetensors.
///
/// # Errors
/// If the file is none, or holds the weights of another network.
pub fn with_weights<L: Build + 'static>(
    vocab_size: usize,
    weights: &[u8],
) -> Result<Reader> {
    let mut parameters = Parameters::new(0);
    let settings = Settings::new(0.0, 0); // only their sizes count
    let reader = new_reader::<L>(vocab_size, settings, &mut parameters)?;
    parameters.restore(&safetensors::load_buffer(weights, &Device::Cpu)?)?;
    Ok(reader)
}
