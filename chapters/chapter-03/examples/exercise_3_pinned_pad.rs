//! Exercise 3: a pad whose vector is zero.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{DType, Device, IndexOp, Tensor};
use chapter_02::{PAD, Side, pad_sequences};
use chapter_03::BagOfEmbeddings;
use chapter_03::bag::Counted;
use chapter_03::reviews::Dataset;
use course::parameters::Parameters;

// ANCHOR: solution
/// Logits at two widths, the pad's row being zero.
///
/// # Errors
/// If the corpus cannot be written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let practice = Dataset::practice()?;
    let vocab_size = practice.vocabulary.vocab_size();
    let mut parameters = Parameters::new(1);
    let bag = BagOfEmbeddings::new(vocab_size, 32, &mut parameters)?;
    let mut values = parameters.snapshot()?;
    let table = bag.embedding().weight().detach(); // (vocab_size, 32)
    let zero = Tensor::zeros((1, 32), DType::F32, &Device::Cpu)?;
    let after = PAD as usize + 1;
    let rest = table.i(after..)?; // (vocab_size - 1, 32)
    values.insert("embedding.weight".to_owned(), Tensor::cat(&[&zero, &rest], 0)?);
    parameters.restore(&values)?;

    let review = &practice.train.ids[..1];
    for counted in [Counted::Words, Counted::Everything] {
        let logit = |width| -> Result<f32> {
            let padded = pad_sequences(review, width, Side::Pre, Side::Pre)?;
            let logits = bag.padded_logits(&padded.ids, counted)?; // (1,)
            Ok(logits.i(0)?.to_scalar()?)
        };
        let (narrow, wide) = (logit(100)?, logit(200)?);
        writeln!(
            out,
            "{counted:?}: at width 200 {:.3} times that at 100",
            wide / narrow
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
