//! What is trained once, however many blocks and records show it.

use std::sync::OnceLock;

use anyhow::{Error, Result};
use chapter_02::practice;

use crate::BagOfEmbeddings;
use crate::bag_training::{self, EMBEDDING_DIM, Epoch, PadRow, SEED, trained};
use crate::baselines::{self, Baselines};
use crate::error::Result as VectorResult;
use crate::optimizers::{LEARNING_RATES, plain_descent};
use crate::reviews::Dataset;
use crate::weather_descent::{self, Descents};

/// The answer of the first caller for all of them; whoever comes meanwhile waits for it.
type Once<T> = OnceLock<Result<T, String>>;

fn once<T>(
    answer: &'static Once<T>,
    make: impl FnOnce() -> Result<T>,
) -> Result<&'static T> {
    let answer = answer.get_or_init(|| make().map_err(|error| format!("{error:#}")));
    answer.as_ref().map_err(Error::msg)
}

/// The practice corpus, the bag trained on it, and how that went.
pub(crate) struct TrainedBag {
    pub(crate) practice: Dataset,
    pub(crate) bag: BagOfEmbeddings,
    pub(crate) epochs: Vec<Epoch>,
}

/// The bag of the pages.
pub(crate) fn trained_bag() -> Result<&'static TrainedBag> {
    static BAG: Once<TrainedBag> = OnceLock::new();
    once(&BAG, || {
        let practice = Dataset::practice()?;
        let (bag, epochs) = trained(&practice, EMBEDDING_DIM, SEED)?;
        Ok(TrainedBag {
            practice,
            bag,
            epochs,
        })
    })
}

/// The bag trained by plain descent and its validation losses, for each of the learning rates.
pub(crate) fn plain_descents() -> Result<&'static Vec<(BagOfEmbeddings, Vec<f64>)>> {
    static BAGS: Once<Vec<(BagOfEmbeddings, Vec<f64>)>> = OnceLock::new();
    once(&BAGS, || {
        let practice = &trained_bag()?.practice;
        let bags = LEARNING_RATES
            .into_iter()
            .map(|learning_rate| plain_descent(practice, learning_rate))
            .collect::<VectorResult<_>>()?;
        Ok(bags)
    })
}

/// The linear model of chapter 1 in steps, on readings as reported and scaled.
pub(crate) fn weather_descents() -> Result<&'static Descents> {
    static DESCENTS: Once<Descents> = OnceLock::new();
    once(&DESCENTS, weather_descent::descents)
}

/// The pad's row with a mask and without.
pub(crate) fn pad_rows() -> Result<&'static [PadRow; 2]> {
    static ROWS: Once<[PadRow; 2]> = OnceLock::new();
    once(&ROWS, || bag_training::pad_rows(&trained_bag()?.practice))
}

/// Both baselines on the practice corpus.
pub(crate) fn practice_baselines() -> Result<&'static Baselines> {
    static BASELINES: Once<Baselines> = OnceLock::new();
    once(&BASELINES, || Ok(baselines::baselines(&practice::default_corpus()?)?))
}
