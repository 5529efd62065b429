//! What can be learnt at which distance: reviews whose verdict stands so many words before their end.

use std::cmp::Ordering;

use chapter_02::practice;
use chapter_03::reviews::Dataset;
use course::tutorial;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::learning::{Learnt, Settings, ask, learn};
use crate::recurrent::Build;

/// Words behind the verdict that are asked about.
pub const DISTANCES: [usize; 5] = [20, 40, 60, 80, 110];
/// A distance that is easily learnt, and the seed of its reviews.
pub const NEAR: usize = 20;
const NEAR_SEED: u64 = 2;
/// Learning rates to choose from, the same for every layer.
pub const LEARNING_RATES: [f64; 4] = [0.003, 0.001, 0.0003, 0.0001];
/// Trainings with the rate that was chosen.
const SEEDS: [u64; 3] = [1, 2, 3];
/// Reviews in a training split, a fifth of them to choose by, and in a test split.
const TRAIN: usize = 8_000;
const TEST: usize = 1_000;

/// What a network is trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Company {
    /// Distant reviews of one distance and no others.
    Alone,
    /// As many distant reviews of the distance [`NEAR`] as of the one distance. It is validated and
    /// tested on the latter.
    Near,
    /// As many reviews of the practice corpus, of every kind and distance, as distant ones. It is
    /// validated and tested on the distant ones.
    Mixed,
}

/// The reviews for a distance.
///
/// # Errors
/// If the grammar has none.
pub fn reviews(distance: usize, company: Company) -> anyhow::Result<Dataset> {
    so_many_reviews(distance, company, TRAIN, TEST)
}

/// [`reviews`], with `train` of them in the training split and `test` in the test split.
///
/// # Errors
/// If the grammar has none.
pub fn so_many_reviews(
    distance: usize,
    company: Company,
    train: usize,
    test: usize,
) -> anyhow::Result<Dataset> {
    let mut corpus = practice::corpus_at(distance, practice::SEED, train, test)?;
    let others = match company {
        Company::Alone => None,
        Company::Near => {
            Some(practice::corpus_at(NEAR, NEAR_SEED, train / 2, test)?)
        }
        Company::Mixed => Some(practice::corpus(practice::SEED, train / 2, test)?),
    };
    if let Some(others) = others {
        let distant = corpus.train.split_off(train / 2);
        corpus.train = others.train;
        corpus.train.extend(distant); // the last fifth is for validation
    }
    let split = tutorial::VALIDATION_SPLIT;
    Ok(Dataset::new(&corpus, tutorial::NUM_WORDS, split)?)
}

/// What is chosen before a training of the study.
#[must_use]
pub fn settings(data: &Dataset, learning_rate: f64, seed: u64) -> Settings {
    let parts = [&data.train, &data.validation, &data.test];
    let reviews = parts.iter().flat_map(|part| &part.ids);
    Settings {
        epochs: 15,
        longest: 1.0,
        enough: 0.99,
        max_len: reviews.map(Vec::len).max().unwrap_or(0), // none is cut
        ..Settings::new(learning_rate, seed)
    }
}

/// A training of the study.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// The first step's.
    pub learning_rate: f64,
    /// What its random numbers come from.
    pub seed: u64,
    /// Epochs until it had learnt it or its time was up.
    pub epochs: usize,
    /// After the last of them.
    pub validation_loss: f64,
    /// After the last of them.
    pub validation_accuracy: f64,
}

impl Attempt {
    fn of(learnt: &Learnt, settings: Settings) -> Self {
        let score = learnt.validation();
        Self {
            learning_rate: settings.learning_rate,
            seed: settings.seed,
            epochs: learnt.epochs.len(),
            validation_loss: score.loss,
            validation_accuracy: score.accuracy,
        }
    }
}

impl Attempt {
    /// Which of two is the better one: that of the higher validation accuracy, and of two equal ones
    /// that of the smaller loss. The loss alone would prefer a network that has learnt nothing to one
    /// that is sure of itself and wrong on few.
    fn compare(&self, other: &Self) -> Ordering {
        let accuracy = |of: &Self| of.validation_accuracy;
        let by_accuracy = accuracy(other).total_cmp(&accuracy(self));
        by_accuracy.then(self.validation_loss.total_cmp(&other.validation_loss))
    }
}

/// What one layer has learnt at one distance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AtOneDistance {
    /// Words behind the verdict.
    pub distance: usize,
    /// What it was trained on.
    pub company: Company,
    /// One training for each learning rate, all with the first seed.
    pub trials: Vec<Attempt>,
    /// The rate with the highest validation accuracy.
    pub learning_rate: f64,
    /// Accuracy on the test reviews after a training with it, seed by seed.
    pub test: Vec<f64>,
}

/// Trains networks with a layer of the type `L`: with each learning rate, then with the best of them
/// and each seed.
///
/// # Errors
/// If training diverges.
pub fn study<L: Build + 'static>(
    distance: usize,
    company: Company,
) -> anyhow::Result<AtOneDistance> {
    let data = reviews(distance, company)?;
    let attempt = |learning_rate, seed| -> Result<(Attempt, f64)> {
        let settings = settings(&data, learning_rate, seed);
        let learnt = learn::<L>(&data, settings)?;
        let test = ask(&learnt.reader, &data.test)?.score.accuracy;
        Ok((Attempt::of(&learnt, settings), test))
    };
    let trials = LEARNING_RATES
        .par_iter()
        .map(|rate| attempt(*rate, SEEDS[0]));
    let trials: Vec<(Attempt, f64)> = trials.collect::<Result<_>>()?;
    let best = trials.iter().min_by(|(a, _), (b, _)| a.compare(b));
    let Some((Attempt { learning_rate, .. }, test)) = best else {
        anyhow::bail!("there is no learning rate to try");
    };
    let others = SEEDS[1..]
        .par_iter()
        .map(|seed| Ok(attempt(*learning_rate, *seed)?.1));
    let others: Vec<f64> = others.collect::<Result<_>>()?;
    Ok(AtOneDistance {
        distance,
        company,
        learning_rate: *learning_rate,
        test: [*test].into_iter().chain(others).collect(),
        trials: trials.into_iter().map(|(attempt, _)| attempt).collect(),
    })
}

/// [`study`] at every one of these distances, in each of these companies.
///
/// # Errors
/// If training diverges.
pub fn study_all<L: Build + 'static>(
    distances: &[usize],
    companies: &[Company],
) -> anyhow::Result<Vec<AtOneDistance>> {
    let of = |company: &Company| {
        let company = *company;
        distances.iter().map(move |distance| (*distance, company))
    };
    let cases: Vec<(usize, Company)> = companies.iter().flat_map(of).collect();
    let studied = cases
        .par_iter()
        .map(|(distance, company)| study::<L>(*distance, *company));
    studied.collect()
}
