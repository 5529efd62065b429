//! Weights from a file of PyTorch's, and what is refused.

use std::collections::HashMap;
use std::path::Path;

use candle_core::{DType, Device, Tensor, safetensors};
use chapter_04::{Recurrent, Rnn, Sequence};
use chapter_05::files::{self, WeightsError};
use chapter_05::{Gru, Lstm};

use crate::common::{build, fill, three_steps};

/// The names and shapes of `torch.nn.LSTM(2, 3)` (4 gates), `GRU` (3) or `RNN` (1), filled with numbers.
fn state_dict(gates: usize, prefix: &str) -> HashMap<String, Tensor> {
    let rows = gates * 3;
    let shapes: [(&str, &[usize]); 4] = [
        ("bias_hh_l0", &[rows]),
        ("bias_ih_l0", &[rows]),
        ("weight_hh_l0", &[rows, 3]),
        ("weight_ih_l0", &[rows, 2]),
    ];
    let tensor = |(k, (name, shape)): (usize, (&str, &[usize]))| {
        let count: usize = shape.iter().product();
        let values = (0..count).map(|i| ((k + i) as f32).sin() / 2.0).collect();
        let tensor = Tensor::from_vec::<_, f32>(values, shape, &Device::Cpu);
        (format!("{prefix}{name}"), tensor.unwrap())
    };
    shapes.into_iter().enumerate().map(tensor).collect()
}

fn written(
    folder: &Path,
    name: &str,
    tensors: &HashMap<String, Tensor>,
) -> std::path::PathBuf {
    let path = folder.join(name);
    safetensors::save(tensors, &path).unwrap();
    path
}

fn last(layer: &dyn Recurrent) -> Vec<f32> {
    let last = layer.last_state(&three_steps().unwrap(), None).unwrap();
    last.flatten_all().unwrap().to_vec1().unwrap()
}

#[test]
fn every_layer_is_read_under_any_prefix() {
    let folder = tempfile::tempdir().unwrap();
    for prefix in ["", "lstm.", "encoder.0."] {
        let path = |gates: usize| {
            written(folder.path(), "weights", &state_dict(gates, prefix))
        };
        let value = |k: usize, i: usize, _| ((k + i) as f32).sin() / 2.0;
        let (rnn, parameters) = build::<Rnn>(2, 3).unwrap();
        fill(&parameters, value).unwrap();
        assert_eq!(last(&files::rnn(&path(1), prefix).unwrap()), last(&rnn));
        let (gru, parameters) = build::<Gru>(2, 3).unwrap();
        fill(&parameters, value).unwrap();
        assert_eq!(last(&files::gru(&path(3), prefix).unwrap()), last(&gru));
        // The LSTM's biases are added up.
        let of = state_dict(4, "");
        let bias = (&of["bias_ih_l0"] + &of["bias_hh_l0"]).unwrap();
        let (ih, hh) = (of["weight_ih_l0"].clone(), of["weight_hh_l0"].clone());
        let lstm = Lstm::from_tensors(ih, hh, bias).unwrap();
        assert_eq!(last(&files::lstm(&path(4), prefix).unwrap()), last(&lstm));
    }
}

#[test]
fn half_precision_is_read_as_single() {
    let folder = tempfile::tempdir().unwrap();
    for dtype in [DType::F16, DType::BF16] {
        let mut tensors = state_dict(4, "");
        for tensor in tensors.values_mut() {
            *tensor = tensor.to_dtype(dtype).unwrap();
        }
        let path = written(folder.path(), "half", &tensors);
        let lstm = files::lstm(&path, "").unwrap();
        let state = lstm.last_state(&three_steps().unwrap(), None).unwrap();
        assert_eq!(state.dtype(), DType::F32);
    }
}

#[test]
fn what_is_wrong_with_a_file_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, tensors| written(folder.path(), name, &tensors);
    let whole = path("whole", state_dict(4, ""));
    let cut = folder.path().join("cut");
    let bytes = std::fs::read(&whole).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() - 5]).unwrap();
    let text = folder.path().join("text");
    std::fs::write(&text, "weights").unwrap();
    let mut missing = state_dict(4, "");
    missing.remove("bias_hh_l0");
    let mut whole_numbers = state_dict(4, "");
    let ids = Tensor::new(&[1u32; 12], &Device::Cpu).unwrap();
    whole_numbers.insert("bias_ih_l0".to_owned(), ids);
    let mut narrow = state_dict(4, "");
    let bias = Tensor::zeros(3, DType::F32, &Device::Cpu).unwrap();
    narrow.insert("bias_ih_l0".to_owned(), bias.clone());
    narrow.insert("bias_hh_l0".to_owned(), bias);
    for (path, expected) in [
        (folder.path().join("none"), "cannot read the weights in"),
        (folder.path().to_owned(), "cannot read the weights in"),
        (cut, "no whole file of the format safetensors"),
        (text, "no whole file of the format safetensors"),
        (path("missing", missing), "has no bias_hh_l0; it has bias_ih_l0, "),
        (path("prefixed", state_dict(4, "lstm.")), "it has lstm.bias_hh_l0"),
        (path("ids", whole_numbers), "numbers of the type u32; expected f32"),
        (path("gru", state_dict(3, "")), "do not make this layer"),
        (path("narrow", narrow), "do not make this layer"),
    ] {
        let error: WeightsError = files::lstm(&path, "").unwrap_err();
        let message = error.to_string();
        assert!(message.contains(expected), "{message}");
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(message.contains(name), "{message} does not name {name}");
    }
    // Mismatched widths are found when something is read.
    let lstm = files::lstm(&whole, "").unwrap();
    let wide = Tensor::zeros((1, 2, 5), DType::F32, &Device::Cpu).unwrap();
    assert!(lstm.last_state(&Sequence::of(&wide), None).is_err());
}
