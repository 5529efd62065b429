//! The baselines: words alone, and naive-Bayes weighted words and pairs of words.

use std::time::Instant;

use chapter_02::{Corpus, Review, texts};
use course::tutorial::{NUM_WORDS, VALIDATION_SPLIT};
use serde::{Deserialize, Serialize};

use crate::accuracy::{ByPhenomenon, by_phenomenon};
use crate::bag_training::SEED;
use crate::error::{Result, VectorError};
use crate::ngram_model::{Fitting, NgramModel};
use crate::ngrams::Ngrams;
use crate::ratios::log_count_ratios;
use crate::reviews::{Part, split};
use crate::training::{Schedule, evaluate};

/// A pair is known if it is in so many training reviews. Not chosen: most pairs are in one review
/// only, and a table with a row for each of those would be three times as long.
pub const MIN_REVIEWS: u32 = 2;
/// How long and how fast both learn.
const SCHEDULE: Schedule = Schedule {
    epochs: 8,
    batch_size: 500,
    learning_rate: 0.01,
};

/// What a baseline reads of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The commonest words, as many as the tutorial's classifier knows, each 1 or 0.
    Words,
    /// All words and pairs, each its log-count ratio or 0.
    Pairs,
}

impl Kind {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Words => "words",
            Kind::Pairs => "words and pairs, weighted by naive Bayes",
        }
    }

    /// The values of λ to choose from.
    fn l2(self) -> &'static [f64] {
        match self {
            Kind::Words => &[3.0, 10.0, 30.0, 100.0],
            Kind::Pairs => &[3.0, 10.0, 30.0, 100.0],
        }
    }

    /// The values of β to choose from.
    fn interpolations(self) -> &'static [f64] {
        match self {
            Kind::Words => &[1.0],
            Kind::Pairs => &[0.25, 0.5, 0.75, 1.0],
        }
    }

    fn ngrams(self, texts: &[&str]) -> Result<Ngrams> {
        match self {
            Kind::Words => Ngrams::words(texts, NUM_WORDS),
            Kind::Pairs => Ngrams::words_and_pairs(texts, MIN_REVIEWS),
        }
    }
}

/// What is chosen and not learnt, and how well it did on the validation reviews.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// λ, the weight of the penalty on large weights.
    pub l2: f64,
    /// β, how far the weights may differ from each other.
    pub interpolation: f64,
    /// Accuracy on the last fifth of the training split, learnt from the rest.
    pub validation: f64,
}

/// A baseline, chosen and measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// What it reads.
    pub kind: Kind,
    /// All that was tried.
    pub tried: Vec<Choice>,
    /// The best of them.
    pub chosen: Choice,
    /// How many terms the final model knows.
    pub terms: usize,
    /// Accuracy on the training reviews.
    pub train: f64,
    /// Accuracy on the test reviews.
    pub test: f64,
    /// The same by phenomenon, where it is known.
    pub phenomena: Option<ByPhenomenon>,
    /// How long the final model took: terms and training.
    pub seconds: f64,
}

/// Learns the terms of `reviews` and, with one λ after the other, their weights.
fn fit(
    kind: Kind,
    reviews: &[Review],
    l2s: &[f64],
    seed: u64,
) -> Result<(Ngrams, Vec<NgramModel>)> {
    let terms = kind.ngrams(&texts(reviews).collect::<Vec<_>>())?;
    let part = part(&terms, reviews);
    let models = l2s.iter().map(|&l2| {
        let ratios = match kind {
            Kind::Words => None,
            Kind::Pairs => {
                Some(log_count_ratios(&part.ids, &part.targets, terms.count())?)
            }
        };
        let model = NgramModel::new(terms.count(), ratios)?;
        let fitting = Fitting {
            schedule: SCHEDULE,
            l2,
            seed,
        };
        model.fit(&part, &fitting)?;
        Ok(model)
    });
    let models = models.collect::<Result<_>>()?;
    Ok((terms, models))
}

/// Chooses on the last fifth of the training split, learns from all of it, and answers the test split.
///
/// # Errors
/// If a part is empty or training diverges.
pub fn measure(kind: Kind, corpus: &Corpus, seed: u64) -> Result<Baseline> {
    let (train, validation) = split(&corpus.train, VALIDATION_SPLIT);
    if validation.is_empty() {
        return Err(VectorError::NoReviews { part: "validation" });
    }
    // ANCHOR: choose
    let (terms, models) = fit(kind, train, kind.l2(), seed)?;
    let validation = part(&terms, validation);
    let mut tried = Vec::new();
    for (model, &l2) in models.iter().zip(kind.l2()) {
        for &interpolation in kind.interpolations() {
            let model = model.interpolated(interpolation)?;
            tried.push(Choice {
                l2,
                interpolation,
                validation: accuracy(&model, &validation)?,
            });
        }
    }
    // ANCHOR_END: choose
    let chosen =
        best(&tried).ok_or(VectorError::NoReviews { part: "validation" })?;

    let start = Instant::now();
    let (terms, models) = fit(kind, &corpus.train, &[chosen.l2], seed)?;
    let model = models[0].interpolated(chosen.interpolation)?;
    let seconds = start.elapsed().as_secs_f64();

    let test = part(&terms, &corpus.test);
    let answers = evaluate(&model, &test, test.len(), |_| ())?;
    let known = test.phenomena.iter().all(Option::is_some);
    Ok(Baseline {
        kind,
        tried,
        chosen,
        terms: terms.count(),
        train: accuracy(&model, &part(&terms, &corpus.train))?,
        test: answers.score.accuracy,
        phenomena: known.then(|| by_phenomenon(&test.phenomena, &answers.right)),
        seconds,
    })
}

/// Reviews as the ids of their terms.
fn part(terms: &Ngrams, reviews: &[Review]) -> Part {
    Part::new(reviews, |texts| terms.of_all(texts))
}

fn accuracy(model: &NgramModel, part: &Part) -> Result<f64> {
    Ok(evaluate(model, part, part.len(), |_| ())?.score.accuracy)
}

/// Both baselines on a corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baselines {
    /// The commonest words.
    pub words: Baseline,
    /// All words and pairs.
    pub pairs: Baseline,
}

/// Both baselines on a corpus.
///
/// # Errors
/// If a part is empty or training diverges.
pub fn baselines(corpus: &Corpus) -> Result<Baselines> {
    Ok(Baselines {
        words: measure(Kind::Words, corpus, SEED)?,
        pairs: measure(Kind::Pairs, corpus, SEED)?,
    })
}

/// The choice with the best accuracy; of equals the first.
fn best(tried: &[Choice]) -> Option<Choice> {
    tried.iter().copied().reduce(|best, choice| {
        if choice.validation > best.validation {
            choice
        } else {
            best
        }
    })
}
