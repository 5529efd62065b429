//! Values and gradients of every layer against PyTorch's and Keras's: `tests/golden/pytorch.py` and
//! `keras.py` made the numbers. In short, with
//!
//! ```python
//! i = arange(n)
//! numbers = ((i * 37 + k * 11) % 101 + (i * i + k) % 7 / 8) / 51 - 1  # of parameter k
//! for k, parameter in enumerate(parameters): parameter.data = numbers(k)
//! (layer(numbers(50)) * weights_of_the_loss).sum().backward()
//! ```

use std::collections::BTreeMap;

use candle_core::backprop::GradStore;
use candle_core::{Device, Tensor, Var};
use chapter_02::Side;
use chapter_04::{Build, IdentityRnn, Mask, Recurrent, Rnn, Sequence};
use chapter_05::{Bidirectional, CandleGru, CandleLstm, Gru, Lstm, Stacked, keras};
use course::checkout::plain;
use course::parameters::Parameters;
use serde::Deserialize;

use crate::common::weighted_sum;

#[derive(Debug, Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    layer: String,
    /// batch, time, features, `num_hiddens`
    sizes: [usize; 4],
    lengths: Option<Vec<usize>>,
    padding: String,
    tensors: BTreeMap<String, Kept>,
}

/// Some numbers of a tensor: each `step`-th.
#[derive(Debug, Deserialize)]
struct Kept {
    largest: f32,
    step: usize,
    values: Vec<f32>,
}

impl Kept {
    /// How far a tensor is off, measured against the largest size in the golden one.
    fn difference(&self, tensor: &Tensor) -> f32 {
        let values = tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap();
        let found: Vec<f32> = values.iter().step_by(self.step).copied().collect();
        assert_eq!(found.len(), self.values.len());
        let pairs = found.iter().zip(&self.values);
        let off = pairs.map(|(found, golden)| (found - golden).abs());
        off.fold(0.0, f32::max) / self.largest.max(1e-6)
    }
}

impl Case {
    fn mask(&self) -> Option<Mask> {
        let side = match self.padding.as_str() {
            "pre" => Side::Pre,
            _ => Side::Post,
        };
        self.lengths.clone().map(|lengths| Mask::new(lengths, side))
    }

    /// Compares what `layer` makes, and its gradients with respect to `variables`, with the golden ones.
    fn check(&self, layer: &dyn Recurrent, variables: &[(String, Tensor)]) {
        let [batch, time, features, _] = self.sizes;
        let xs = Var::from_tensor(&numbers(50, &[batch, time, features])).unwrap();
        let sequence = Sequence::of(&xs);
        let mask = self.mask();
        let last = layer.last_state(&sequence, mask.as_ref()).unwrap();
        let mut loss = weighted_sum(&last).unwrap();
        self.value("last", &last);
        if self.tensors.contains_key("all") {
            let all = layer.all_states(&sequence, mask.as_ref()).unwrap();
            loss = (loss + weighted_sum(&all).unwrap()).unwrap();
            self.value("all", &all);
        }
        let gradients = loss.backward().unwrap();
        let inputs = ("xs".to_owned(), xs.as_tensor().clone());
        for (name, tensor) in variables.iter().chain([&inputs]) {
            self.gradient(name, tensor, &gradients);
        }
        let known = self.tensors.keys().filter(|name| name.starts_with("d "));
        assert_eq!(known.count(), variables.len() + 1, "{self:?}");
    }

    fn value(&self, name: &str, tensor: &Tensor) {
        let difference = self.tensors[name].difference(tensor);
        assert!(difference <= 1e-6, "{name}: {difference} of {self:?}");
    }

    fn gradient(&self, name: &str, tensor: &Tensor, gradients: &GradStore) {
        let zeros = tensor.zeros_like().unwrap(); // of what has no part in the loss
        let gradient = gradients.get(tensor).unwrap_or(&zeros);
        let difference = self.tensors[&format!("d {name}")].difference(gradient);
        assert!(difference <= 1e-5, "{name}: {difference} of {self:?}");
    }
}

/// The numbers of parameter number `k`.
fn numbers(k: usize, shape: &[usize]) -> Tensor {
    let count: usize = shape.iter().product();
    let scale = if count < 100 { 1.0 } else { 0.125 };
    let number = |i: usize| {
        let whole = ((i * 37 + k * 11) % 101) as f64;
        let part = ((i * i + k) % 7) as f64 / 8.0; // or sums would hit relu's kink at zero
        ((whole + part) / 51.0 - 1.0) * scale
    };
    let numbers: Vec<f32> = (0..count).map(|i| number(i) as f32).collect();
    Tensor::from_vec(numbers, shape, &Device::Cpu).unwrap()
}

/// Sets the parameters of a layer, and gives them by their names in PyTorch.
fn filled(parameters: &Parameters) -> Vec<(String, Tensor)> {
    let variables = parameters.variables();
    for (k, variable) in variables.iter().enumerate() {
        variable.set(&numbers(k, variable.dims())).unwrap();
    }
    let name = |name: &str| name.strip_prefix("layer.").unwrap().to_owned();
    parameters
        .iter()
        .map(|(full, tensor)| (name(full), tensor.clone()))
        .collect()
}

fn like_pytorch<L: Build>(case: &Case) {
    let [_, _, features, num_hiddens] = case.sizes;
    let mut parameters = Parameters::new(0);
    let layer = L::new(features, num_hiddens, &mut parameters, "layer").unwrap();
    case.check(&layer, &filled(&parameters));
}

fn two_like_pytorch<L: Build>(case: &Case) {
    let [_, _, features, num_hiddens] = case.sizes;
    let mut parameters = Parameters::new(0);
    let layers =
        Stacked::<L>::new(features, num_hiddens, 2, &mut parameters, "layer")
            .unwrap();
    case.check(&layers, &filled(&parameters));
}

#[test]
fn layers_equal_pytorchs() {
    let golden = plain(include_str!("../golden/pytorch.json"));
    let golden: Golden = serde_json::from_str(&golden).unwrap();
    for case in &golden.cases {
        match case.layer.as_str() {
            "rnn" => like_pytorch::<Rnn>(case),
            "identity" => like_pytorch::<IdentityRnn>(case),
            "lstm" => {
                like_pytorch::<Lstm>(case);
                like_pytorch::<CandleLstm>(case);
            }
            "gru" => {
                like_pytorch::<Gru>(case);
                like_pytorch::<CandleGru>(case);
            }
            "bilstm" => like_pytorch::<Bidirectional<Lstm>>(case),
            "two lstms" => two_like_pytorch::<Lstm>(case),
            other => panic!("{other} is tested nowhere"),
        }
    }
    assert_eq!(golden.cases.len(), 6 * 6);
}

/// A layer on Keras's three tensors.
type FromKeras = fn([&Tensor; 3]) -> chapter_04::Result<Box<dyn Recurrent>>;

#[test]
fn layers_on_kerass_weights_equal_kerass() {
    let golden = plain(include_str!("../golden/keras.json"));
    let golden: Golden = serde_json::from_str(&golden).unwrap();
    for case in &golden.cases {
        let [_, _, features, num_hiddens] = case.sizes;
        let (gates, rows, layer): (usize, usize, FromKeras) =
            match case.layer.as_str() {
                "rnn" => (1, 1, |[k, r, b]| Ok(Box::new(keras::rnn(k, r, b)?))),
                "lstm" => (4, 1, |[k, r, b]| Ok(Box::new(keras::lstm(k, r, b)?))),
                "gru" => (3, 2, |[k, r, b]| Ok(Box::new(keras::gru(k, r, b)?))),
                "gru reset before" => (3, 1, |[k, r, b]| {
                    Ok(Box::new(keras::gru_reset_before(k, r, b)?))
                }),
                other => panic!("{other} is tested nowhere"),
            };
        let columns = gates * num_hiddens;
        let bias: &[usize] = match rows {
            1 => &[columns],
            _ => &[rows, columns],
        };
        let shapes: [&[usize]; 3] =
            [&[features, columns], &[num_hiddens, columns], bias];
        let names = ["kernel", "recurrent kernel", "bias"];
        let variables: Vec<(String, Tensor)> = (0..3)
            .map(|k| {
                let variable = Var::from_tensor(&numbers(k, shapes[k])).unwrap();
                (names[k].to_owned(), variable.as_tensor().clone())
            })
            .collect();
        let [(_, k), (_, r), (_, b)] = variables.as_slice() else {
            unreachable!("three tensors")
        };
        case.check(layer([k, r, b]).unwrap().as_ref(), &variables);
    }
    assert_eq!(golden.cases.len(), 4 * 7);
}
