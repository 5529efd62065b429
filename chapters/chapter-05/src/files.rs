//! A layer's weights from a file, as PyTorch's `state_dict` has them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use candle_core::{DType, Device, Tensor, safetensors};
use chapter_04::{Rnn, SequenceError};

use crate::gru::Gru;
use crate::lstm::Lstm;

/// Why a file's weights cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// The file cannot be read.
    #[error("cannot read the weights in {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is something else, or cut short.
    #[error(
        "{} is no whole file of the format safetensors; write it with safetensors.torch.save_file(layer.state_dict(), …)",
        path.display()
    )]
    Format {
        /// The file.
        path: PathBuf,
        /// What candle says to it.
        source: candle_core::Error,
    },
    /// Weights are not there.
    #[error("{} has no {name}; it has {}", path.display(), found.join(", "))]
    Missing {
        /// The file.
        path: PathBuf,
        /// What was looked for.
        name: String,
        /// What is there.
        found: Vec<String>,
    },
    /// The numbers are whole ones, or of another kind that no layer computes with.
    #[error(
        "{name} in {} holds numbers of the type {}; expected f32, f64, f16 or bf16",
        path.display(),
        dtype.as_str()
    )]
    Numbers {
        /// The file.
        path: PathBuf,
        /// Whose numbers.
        name: String,
        /// Their type.
        dtype: DType,
    },
    /// The weights are those of another layer.
    #[error("the weights in {} do not make this layer", path.display())]
    Layer {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        source: SequenceError,
    },
}

/// A result of this module.
pub type Result<T> = std::result::Result<T, WeightsError>;

/// The weights of a file by their names.
struct File<'a> {
    path: &'a Path,
    prefix: &'a str,
    tensors: HashMap<String, Tensor>,
}

impl<'a> File<'a> {
    fn read(path: &'a Path, prefix: &'a str) -> Result<Self> {
        let bytes =
            std::fs::read(path).map_err(|source| WeightsError::Unreadable {
                path: path.to_owned(),
                source,
            })?;
        let tensors = safetensors::load_buffer(&bytes, &Device::Cpu);
        let tensors = tensors.map_err(|source| WeightsError::Format {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self {
            path,
            prefix,
            tensors,
        })
    }

    /// The tensor of this name, its numbers as f32 or f64.
    fn get(&self, name: &str) -> Result<Tensor> {
        let name = format!("{}{name}", self.prefix);
        let path = || self.path.to_owned();
        let Some(tensor) = self.tensors.get(&name) else {
            let mut found: Vec<String> = self.tensors.keys().cloned().collect();
            found.sort();
            let path = path();
            return Err(WeightsError::Missing { path, name, found });
        };
        match tensor.dtype() {
            DType::F32 | DType::F64 => Ok(tensor.clone()),
            DType::F16 | DType::BF16 => {
                let tensor = tensor.to_dtype(DType::F32);
                tensor.map_err(|error| self.misfit(error.into()))
            }
            dtype => {
                let path = path();
                Err(WeightsError::Numbers { path, name, dtype })
            }
        }
    }

    fn misfit(&self, source: SequenceError) -> WeightsError {
        WeightsError::Layer {
            path: self.path.to_owned(),
            source,
        }
    }
}

/// An [`Rnn`] from a file with the names of `torch.nn.RNN`, which `prefix` stands in front of: empty, or
/// `"rnn."` in the file of a model.
///
/// # Errors
/// If the file has no such layer.
pub fn rnn(path: &Path, prefix: &str) -> Result<Rnn> {
    let file = File::read(path, prefix)?;
    let [bias_ih, bias_hh] = [file.get("bias_ih_l0")?, file.get("bias_hh_l0")?];
    let [ih, hh] = [file.get("weight_ih_l0")?, file.get("weight_hh_l0")?];
    Rnn::from_tensors(ih, hh, bias_ih, bias_hh).map_err(|error| file.misfit(error))
}

/// An [`Lstm`] from a file with the names of `torch.nn.LSTM`, otherwise as [`rnn`]. PyTorch's two biases
/// are added up.
///
/// # Errors
/// If the file has no such layer.
// ANCHOR: lstm
pub fn lstm(path: &Path, prefix: &str) -> Result<Lstm> {
    let file = File::read(path, prefix)?;
    let [bias_ih, bias_hh] = [file.get("bias_ih_l0")?, file.get("bias_hh_l0")?];
    let [ih, hh] = [file.get("weight_ih_l0")?, file.get("weight_hh_l0")?];
    let bias = (bias_ih + bias_hh).map_err(SequenceError::from);
    bias.and_then(|bias| Lstm::from_tensors(ih, hh, bias))
        .map_err(|error| file.misfit(error))
}
// ANCHOR_END: lstm

/// A [`Gru`] from a file with the names of `torch.nn.GRU`, otherwise as [`rnn`].
///
/// # Errors
/// If the file has no such layer.
pub fn gru(path: &Path, prefix: &str) -> Result<Gru> {
    let file = File::read(path, prefix)?;
    let [bias_ih, bias_hh] = [file.get("bias_ih_l0")?, file.get("bias_hh_l0")?];
    let [ih, hh] = [file.get("weight_ih_l0")?, file.get("weight_hh_l0")?];
    Gru::from_tensors(ih, hh, bias_ih, bias_hh).map_err(|error| file.misfit(error))
}
