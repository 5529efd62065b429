//! Reviews as this chapter's model takes them: cut to its steps.

use anyhow::{Result, bail};
use chapter_02::Corpus;
use chapter_03::VectorError;
use chapter_03::reviews::{Dataset, Part};

/// The corpus in three parts. Of a longer review than `max_len` ids, the last ones are kept, as the
/// tutorial does.
///
/// # Errors
/// If a part would be empty.
pub fn dataset(
    corpus: &Corpus,
    num_words: usize,
    max_len: usize,
    validation_split: f64,
) -> Result<Dataset> {
    let mut dataset = match Dataset::new(corpus, num_words, validation_split) {
        Ok(dataset) => dataset,
        Err(VectorError::NoReviews { part }) => bail!(
            "there is no review for the {part} part: take more reviews or another \
             --validation-split than {validation_split}"
        ),
        Err(error) => return Err(error.into()),
    };
    for part in [
        &mut dataset.train,
        &mut dataset.validation,
        &mut dataset.test,
    ] {
        for ids in &mut part.ids {
            ids.drain(..ids.len().saturating_sub(max_len));
        }
    }
    Ok(dataset)
}

/// The lengths of a part's reviews, start token included.
#[must_use]
pub fn lengths(part: &Part) -> Vec<usize> {
    part.ids.iter().map(Vec::len).collect()
}
