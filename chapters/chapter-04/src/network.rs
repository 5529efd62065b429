//! The network that the chapter has trained.

use candle_core::{Device, safetensors};
use chapter_03::Embedding;
use course::parameters::Parameters;

use crate::error::Result;
use crate::learning::{Settings, new_layers, reader_around};
use crate::reader::Reader;
use crate::recurrent::Build;
use crate::rnn::Rnn;

/// The weights, as the chapter's record `network` has left them.
const WEIGHTS: &[u8] = include_bytes!("../results/rnn.safetensors");

/// A trained network, and two of its layers for whoever wants to look into it.
pub struct Network<L> {
    /// All of it.
    pub reader: Reader,
    /// Its embedding.
    pub embedding: Embedding,
    /// Its recurrent layer.
    pub layer: L,
}

/// The chapter's network, for the vocabulary of the practice corpus.
///
/// # Errors
/// If the vocabulary is another.
pub fn network(vocab_size: usize) -> Result<Network<Rnn>> {
    Network::with_weights(vocab_size, WEIGHTS)
}

impl<L: Build + Clone + 'static> Network<L> {
    /// A network around a layer of the type `L`, with the weights of a file in the format of
    /// safetensors.
    ///
    /// # Errors
    /// If the file is none, or holds the weights of another network.
    pub fn with_weights(vocab_size: usize, weights: &[u8]) -> Result<Self> {
        let mut parameters = Parameters::new(0);
        let settings = Settings::new(0.0, 0); // only their sizes count
        let (embedding, layer) =
            new_layers::<L>(vocab_size, settings, &mut parameters)?;
        let layers = (embedding.clone(), layer.clone());
        let reader = reader_around(layers, settings, &mut parameters)?;
        parameters.restore(&safetensors::load_buffer(weights, &Device::Cpu)?)?;
        Ok(Self {
            reader,
            embedding,
            layer,
        })
    }
}
