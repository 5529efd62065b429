//! What the gates of a trained network do at each word of a text.

use candle_core::{DType, Device, Tensor};
use chapter_02::Vocabulary;
use chapter_04::Result;
use chapter_04::network::Network;
use chapter_04::trace::Trace;
use course::heat::{Group, HeatMap, Row};
use serde::{Deserialize, Serialize};

use crate::gru::Gru;
use crate::lstm::Lstm;

/// Something that every unit has at every step: a gate, a candidate, a cell state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its letter in the equations.
    pub name: String,
    /// After each word, a number for each unit.
    pub values: Vec<Vec<f64>>,
}

/// A text as a network with gates has read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GatedTrace {
    /// Its words, hidden states and answers.
    #[serde(flatten)]
    pub trace: Trace,
    /// What made the hidden states.
    pub parts: Vec<Part>,
}

/// A layer whose gates can be seen.
pub trait Gated {
    /// The letters of its parts.
    const PARTS: &'static [&'static str];

    /// For each step of `xs` (time, features) its parts, each (1, `num_hiddens`).
    ///
    /// # Errors
    /// If the shapes do not fit.
    fn parts(&self, xs: &Tensor) -> Result<Vec<Vec<Tensor>>>;
}

impl Gated for Lstm {
    const PARTS: &'static [&'static str] = &["i", "f", "g", "o", "c"];

    fn parts(&self, xs: &Tensor) -> Result<Vec<Vec<Tensor>>> {
        let mut state = self.zero_state(1)?;
        let step = |t| {
            let x_t = xs.narrow(0, t, 1)?; // (1, features)
            let gates = self.gates(&x_t, &state)?;
            state = self.step(&x_t, &state)?;
            Ok(vec![
                gates.input_gate,
                gates.forget_gate,
                gates.candidate,
                gates.output_gate,
                state.cell_state.clone(),
            ])
        };
        (0..xs.dim(0)?).map(step).collect()
    }
}

impl Gated for Gru {
    const PARTS: &'static [&'static str] = &["r", "z", "n"];

    fn parts(&self, xs: &Tensor) -> Result<Vec<Vec<Tensor>>> {
        let mut hidden_state = self.zero_state(1)?;
        let step = |t| {
            let x_t = xs.narrow(0, t, 1)?; // (1, features)
            let gates = self.gates(&x_t, &hidden_state)?;
            hidden_state = self.step(&x_t, &hidden_state)?;
            Ok(vec![gates.reset_gate, gates.update_gate, gates.candidate])
        };
        (0..xs.dim(0)?).map(step).collect()
    }
}

impl GatedTrace {
    /// Reads a text.
    ///
    /// # Errors
    /// If it has no word or too many, or the network was made for another vocabulary.
    pub fn of<L: Gated>(
        network: &Network<L>,
        vocabulary: &Vocabulary,
        text: &str,
    ) -> Result<Self> {
        let trace = Trace::of(&network.reader, vocabulary, text)?;
        let ids = Tensor::new(vocabulary.encode(text), &Device::Cpu)?; // (time,)
        let xs = network.embedding.weight().index_select(&ids, 0)?; // (time, features)
        let steps = network.layer.parts(&xs.detach())?;
        let part = |(k, name): (usize, &&str)| {
            let of_step = |step: &Vec<Tensor>| -> Result<Vec<f64>> {
                Ok(step[k].squeeze(0)?.to_dtype(DType::F64)?.to_vec1()?)
            };
            Ok(Part {
                name: (*name).to_owned(),
                values: steps.iter().map(of_step).collect::<Result<_>>()?,
            })
        };
        let parts = L::PARTS.iter().enumerate().map(part);
        Ok(Self {
            trace,
            parts: parts.collect::<Result<_>>()?,
        })
    }

    /// Some units alone, to two decimals, which another processor computes just so.
    #[must_use]
    pub fn of_units(&self, units: &[usize]) -> Self {
        let round = |value: f64| (value * 100.0).round() / 100.0;
        let chosen =
            |step: &Vec<f64>| units.iter().map(|u| round(step[*u])).collect();
        let parts = self.parts.iter().map(|part| Part {
            name: part.name.clone(),
            values: part.values.iter().map(chosen).collect(),
        });
        Self {
            trace: Trace {
                words: self.trace.words.clone(),
                states: self.trace.states.iter().map(chosen).collect(),
                probabilities: self
                    .trace
                    .probabilities
                    .iter()
                    .map(|p| round(*p))
                    .collect(),
            },
            parts: parts.collect(),
        }
    }

    /// What some units decide and hold after each word, and the probability of positive. The units are
    /// called by `names`.
    #[must_use]
    pub fn heat_map(&self, units: &[usize], names: &[usize]) -> HeatMap {
        let letters = self.parts.iter().map(|part| part.name.clone());
        let letters: Vec<String> = letters.chain(["h".to_owned()]).collect();
        let mut groups: Vec<Group> = names
            .iter()
            .map(|name| Group {
                name: format!("unit {name}"),
                columns: letters.clone(),
            })
            .collect();
        groups.push(Group {
            name: String::new(),
            columns: vec!["p".to_owned()],
        });
        let rows = (0..self.trace.words.len()).map(|t| {
            let of_unit = |unit: &usize| {
                let parts = self.parts.iter().map(|part| part.values[t][*unit]);
                parts
                    .chain([self.trace.states[t][*unit]])
                    .collect::<Vec<_>>()
            };
            Row {
                word: self.trace.words[t].clone(),
                values: units
                    .iter()
                    .flat_map(of_unit)
                    .chain([self.trace.probabilities[t]])
                    .collect(),
            }
        });
        HeatMap {
            groups,
            rows: rows.collect(),
        }
    }
}
