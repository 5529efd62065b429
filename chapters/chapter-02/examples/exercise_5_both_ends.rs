//! Exercise 5: cut out the middle.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::{Phenomenon, Vocabulary, practice, texts};
use course::tutorial::NUM_WORDS;

// ANCHOR: solution
/// A way to shorten a review.
type Cut = fn(&[u32]) -> Vec<u32>;

/// At most `max_len` ids: the first half of them and the last half.
fn cut_middle(ids: &[u32], max_len: usize) -> Vec<u32> {
    if ids.len() <= max_len {
        return ids.to_vec();
    }
    let head = max_len / 2;
    let tail = max_len - head;
    [&ids[..head], &ids[ids.len() - tail..]].concat()
}

/// Prints how many distant pairs still differ at both places after a cut.
///
/// # Errors
/// If the corpus cannot be written.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
    let pairs = corpus.train.chunks_exact(2);
    let distant =
        pairs.filter(|pair| pair[0].phenomenon == Some(Phenomenon::Distant));
    let mut whole = [0; 3];
    let mut count = 0;
    for pair in distant {
        let [one, other] = [0, 1].map(|i| vocabulary.encode(&pair[i].text));
        let verdicts = |cut: Cut| {
            let (one, other) = (cut(&one), cut(&other));
            one.iter().zip(&other).filter(|(a, b)| a != b).count()
        };
        let cuts: [Cut; 3] = [
            |ids| ids[ids.len().saturating_sub(40)..].to_vec(),
            |ids| ids[..ids.len().min(40)].to_vec(),
            |ids| cut_middle(ids, 40),
        ];
        for (whole, cut) in whole.iter_mut().zip(cuts) {
            *whole += usize::from(verdicts(cut) == 2);
        }
        count += 1;
    }
    for (name, whole) in ["front", "back", "middle"].iter().zip(whole) {
        writeln!(
            out,
            "cut the {name:<6}  {whole:>3} of {count} pairs keep both verdicts"
        )?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
