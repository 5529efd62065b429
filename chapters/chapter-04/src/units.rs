//! What single units of a trained network follow.

use candle_core::{Device, Tensor};
use chapter_01::linear::{LinearError, LinearModel};
use chapter_02::Phenomenon;
use chapter_03::ratios::log_count_ratios;
use chapter_03::reviews::{Dataset, Part};
use serde::{Deserialize, Serialize};

use crate::error::{Result, SequenceError};
use crate::reader::Reader;

/// The unit that goes best with something known about a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Follows {
    /// What is known.
    pub what: String,
    /// The unit.
    pub unit: usize,
    /// Between -1 and 1: 0 for a unit that does not care.
    pub correlation: f64,
}

/// Numbers, and the state of every unit beside each.
#[derive(Clone, Debug, Default)]
struct Beside {
    numbers: Vec<f64>,
    states: Vec<Vec<f32>>,
}

impl Beside {
    fn push(&mut self, number: f64, state: &[f32]) {
        self.numbers.push(number);
        self.states.push(state.to_vec());
    }

    /// The unit with the strongest correlation.
    fn best(&self, what: &str) -> Option<Follows> {
        let num_hiddens = self.states.first().map_or(0, Vec::len);
        let follows = (0..num_hiddens).map(|unit| Follows {
            what: what.to_owned(),
            unit,
            correlation: correlation(&self.numbers, &self.of_unit(unit)),
        });
        follows.max_by(|a, b| a.correlation.abs().total_cmp(&b.correlation.abs()))
    }

    fn of_unit(&self, unit: usize) -> Vec<f64> {
        let state = |state: &Vec<f32>| f64::from(state[unit]);
        self.states.iter().map(state).collect()
    }

    /// The correlation with a weighted sum of all units, which is the best one in `others`.
    // ANCHOR: together
    fn together(&self, others: &Self) -> Result<f64> {
        let numbers = Tensor::new(others.numbers.as_slice(), &Device::Cpu)?;
        let model =
            LinearModel::fit(&others.states()?, &numbers).map_err(refused)?;
        let sums = model.forecast(&self.states()?).map_err(refused)?; // (words,)
        Ok(correlation(&self.numbers, &sums.to_vec1()?))
    }
    // ANCHOR_END: together

    /// (words, `num_hiddens`).
    fn states(&self) -> Result<Tensor> {
        Ok(Tensor::new(self.states.clone(), &Device::Cpu)?)
    }
}

fn refused(error: LinearError) -> SequenceError {
    candle_core::Error::wrap(error).into()
}

/// Pearson's correlation: 1 if the one rises evenly with the other, -1 if it falls.
// ANCHOR: correlation
fn correlation(xs: &[f64], ys: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_x, mean_y) = (mean(xs), mean(ys));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in xs.iter().zip(ys) {
        xy += (x - mean_x) * (y - mean_y);
        xx += (x - mean_x) * (x - mean_x);
        yy += (y - mean_y) * (y - mean_y);
    }
    xy / (xx * yy).sqrt()
}
// ANCHOR_END: correlation

/// What is known about a text at each word.
const KNOWN: [&str; 5] = [
    "how many words were read",
    "whether \"not\" was among the last three",
    "what the word weighs",
    "what all words so far weigh",
    "the label, in the middle of a distant review",
];

/// For some things that are known about the test reviews, the unit that goes best with each. What a word
/// weighs is its log-count ratio in the training reviews.
///
/// # Errors
/// If the reviews do not fit the network.
pub fn follows(reader: &Reader, data: &Dataset) -> Result<Vec<Follows>> {
    let test = known(reader, data, &data.test)?;
    let best = test.iter().zip(KNOWN).map(|(test, what)| test.best(what));
    Ok(best.flatten().collect())
}

/// For the same things, the correlation of all units together: of the weighted sum of them that has the
/// least squared error on the validation reviews, measured on the test reviews.
///
/// # Errors
/// If the reviews do not fit the network.
pub fn together(reader: &Reader, data: &Dataset) -> Result<Vec<f64>> {
    let test = known(reader, data, &data.test)?;
    let validation = known(reader, data, &data.validation)?;
    let pairs = test.iter().zip(&validation);
    pairs
        .map(|(test, validation)| test.together(validation))
        .collect()
}

/// Each of [`KNOWN`] at every word of some reviews, beside the states.
fn known(
    reader: &Reader,
    data: &Dataset,
    part: &Part,
) -> Result<[Beside; KNOWN.len()]> {
    let terms = data.vocabulary.vocab_size();
    let weights = log_count_ratios(&data.train.ids, &data.train.targets, terms)?;
    let weights = weights.to_vec1::<f32>()?; // (vocab_size,)
    let not = data.vocabulary.id("not");
    let mut found: [Beside; KNOWN.len()] = Default::default();
    let [length, negation, word, sum, verdict] = &mut found;
    for (review, ids) in part.ids.iter().enumerate() {
        let (states, _) = reader.layers.word_by_word(ids)?;
        let states = states.to_vec2::<f32>()?; // time × num_hiddens
        let mut so_far = 0.0;
        for (t, state) in states.iter().enumerate() {
            let weight = f64::from(weights[ids[t] as usize]);
            so_far += weight;
            let lately = &ids[t.saturating_sub(2)..=t];
            length.push(t as f64, state);
            negation.push(f64::from(u8::from(lately.contains(&not))), state);
            word.push(weight, state);
            sum.push(so_far, state);
        }
        if part.phenomena[review] == Some(Phenomenon::Distant) {
            let middle = states.len() / 2; // in the plot, far from the verdict and from the end
            verdict.push(f64::from(part.targets[review]), &states[middle]);
        }
    }
    Ok(found)
}

/// How far the hidden state moves at a step, on average over the second half of each distant test review:
/// for the negative ones and for the positive ones.
///
/// # Errors
/// If the reviews do not fit the network.
pub fn movement(reader: &Reader, data: &Dataset) -> Result<[Vec<f64>; 2]> {
    let mut found = [vec![], vec![]];
    for (review, ids) in data.test.ids.iter().enumerate() {
        if data.test.phenomena[review] != Some(Phenomenon::Distant) {
            continue;
        }
        let (states, _) = reader.layers.word_by_word(ids)?; // (time, num_hiddens)
        let (time, half) = (ids.len(), ids.len() / 2);
        let late = states.narrow(0, half, time - half)?;
        let before = states.narrow(0, half - 1, time - half)?;
        let lengths = (late - before)?.sqr()?.sum(1)?.sqrt()?; // (time - half,)
        let mean = lengths.mean_all()?.to_scalar::<f32>()?;
        let label = usize::from(data.test.targets[review] > 0.5);
        found[label].push(f64::from(mean));
    }
    Ok(found)
}
