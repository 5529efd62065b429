//! Exercise 1: the mean of a review, twice.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{DType, Tensor};
use chapter_02::{PAD, Side, pad_sequences};
use chapter_03::Embedding;
use chapter_03::bag::{masked_mean, word_shares};
use chapter_03::reviews::Dataset;
use course::parameters::Parameters;

// ANCHOR: solution
/// The mean of looked-up vectors against shares × table.
///
/// # Errors
/// If the corpus cannot be written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let practice = Dataset::practice()?;
    let vocab_size = practice.vocabulary.vocab_size();
    let embedding =
        Embedding::new(vocab_size, 32, &mut Parameters::new(1), "embedding")?;
    let reviews = practice.train.ids_of(&[0, 1, 2]);

    let ids = pad_sequences(&reviews, 150, Side::Pre, Side::Pre)?.ids; // (3, 150)
    let mask = ids.ne(PAD)?.to_dtype(DType::F32)?; // (3, 150)
    let looked_up = masked_mean(&embedding.forward(&ids)?, &mask)?; // (3, 32)
    let shares = word_shares(&reviews, vocab_size)?; // (3, vocab_size)
    let multiplied = shares.matmul(embedding.weight())?; // (3, 32)

    writeln!(out, "{:?} and {:?}", looked_up.dims(), multiplied.dims())?;
    writeln!(
        out,
        "differ by less than 1e-7: {}",
        largest(&(looked_up - multiplied)?)? < 1e-7
    )?;
    Ok(())
}

fn largest(differences: &Tensor) -> Result<f32> {
    Ok(differences.abs()?.max_all()?.to_scalar()?)
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
