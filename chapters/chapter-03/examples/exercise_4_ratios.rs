//! Exercise 4: log-count ratios of four reviews.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_03::ngrams::Ngrams;
use chapter_03::ratios::log_count_ratios;

// ANCHOR: solution
/// The ratio of every term of four reviews.
///
/// # Errors
/// If candle cannot make the tensor.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let texts = ["good film", "good plot", "not good", "bad film"];
    let targets = [1.0, 1.0, 0.0, 0.0];
    let terms = Ngrams::words_and_pairs(&texts, 1)?;
    let reviews = terms.of_all(&texts);
    let ratios = log_count_ratios(&reviews, &targets, terms.count())?; // (terms,)
    let mut ratios: Vec<(u32, f32)> =
        (0..).zip(ratios.to_vec1::<f32>()?).skip(4).collect();
    ratios.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (id, ratio) in ratios {
        writeln!(out, "{:9}  {ratio:6.3}", terms.name(id))?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
