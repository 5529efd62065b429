//! Exercise 4: which word came first?

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_02::{Corpus, Label, Review};
use chapter_03::reviews::Dataset;
use chapter_04::learning::{Settings, ask, learn};
use chapter_04::{Build, IdentityRnn, Rnn};
use course::random;
use rand::Rng;

// ANCHOR: solution
/// Texts of so many words, "up" and "down" at random; the first is the label.
fn texts(count: usize, words: usize, name: &str) -> Vec<Review> {
    let mut rng = random::stream(1, name);
    let mut text = || -> Review {
        let ups: Vec<bool> = (0..words).map(|_| rng.random()).collect();
        let word = |up: &bool| if *up { "up" } else { "down" };
        let label = if ups[0] {
            Label::Positive
        } else {
            Label::Negative
        };
        let text = ups.iter().map(word).collect::<Vec<_>>().join(" ");
        Review {
            text,
            label,
            stars: None,
            phenomenon: None,
            distance: None,
        }
    };
    (0..count).map(|_| text()).collect()
}

/// Accuracy on new texts after ten epochs.
fn accuracy<L: Build + 'static>(words: usize) -> Result<f64> {
    let corpus = Corpus {
        train: texts(400, words, "train"),
        test: texts(400, words, "test"),
        unlabelled: Vec::new(),
    };
    let data = Dataset::new(&corpus, 10, 0.2)?;
    let max_len = words + 1; // the start token
    let settings = Settings {
        max_len,
        epochs: 10,
        ..Settings::new(0.001, 1)
    };
    let learnt = learn::<L>(&data, settings)?;
    Ok(ask(&learnt.reader, &data.test)?.score.accuracy)
}

/// Short texts and longer ones, for both layers.
///
/// # Errors
/// If training diverges.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    for words in [5, 20, 80] {
        let (rnn, identity) =
            (accuracy::<Rnn>(words)?, accuracy::<IdentityRnn>(words)?);
        writeln!(out, "{words} words: RNN {rnn:.2}, identity {identity:.2}")?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
