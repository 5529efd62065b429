//! What is trained once, however many blocks and records show it.

use std::sync::OnceLock;

use anyhow::{Error, Result};
use chapter_02::practice;

use crate::BagOfEmbeddings;
use crate::bag_training::{self, PadRow, SEED, trained};
use crate::baselines::{self, Baselines};
use crate::reviews::Dataset;

/// The answer of the first caller for all of them; whoever comes meanwhile waits for it.
type Once<T> = OnceLock<Result<T, String>>;

fn once<T>(
    answer: &'static Once<T>,
    make: impl FnOnce() -> Result<T>,
) -> Result<&'static T> {
    let answer = answer.get_or_init(|| make().map_err(|error| format!("{error:#}")));
    answer.as_ref().map_err(Error::msg)
}

/// The practice corpus and the bag trained on it.
pub(crate) fn trained_bag() -> Result<&'static (Dataset, BagOfEmbeddings)> {
    static BAG: Once<(Dataset, BagOfEmbeddings)> = OnceLock::new();
    once(&BAG, || {
        let practice = Dataset::practice()?;
        let bag = trained(&practice, SEED)?;
        Ok((practice, bag))
    })
}

/// The pad's row with a mask and without.
pub(crate) fn pad_rows() -> Result<&'static [PadRow; 2]> {
    static ROWS: Once<[PadRow; 2]> = OnceLock::new();
    once(&ROWS, || bag_training::pad_rows(&trained_bag()?.0))
}

/// Both baselines on the practice corpus.
pub(crate) fn practice_baselines() -> Result<&'static Baselines> {
    static BASELINES: Once<Baselines> = OnceLock::new();
    once(&BASELINES, || Ok(baselines::baselines(&practice::default_corpus()?)?))
}
