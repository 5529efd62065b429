//! The page "Ask the bag".

use std::io::Write;

use anyhow::{Result, ensure};
use chapter_02::UNKNOWN;
use chapter_02::tokenizer::{lower_case, words};
use course::text::{Align, printable, table};

use super::trained::trained_bag;
use crate::answer::{Answer, answer};

/// A plain sentence, word by word.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn plain(out: &mut dyn Write) -> Result<()> {
    typed("I found the narrator witty. What a treat!", out)
}

/// Two sentences of the same words.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn twins(out: &mut dyn Write) -> Result<()> {
    let trained = trained_bag()?;
    for text in [
        "The plot was not good, it was bad.",
        "The plot was not bad, it was good.",
    ] {
        let answer = answer(&trained.bag, &trained.practice.vocabulary, text)?;
        writeln!(out, "{text}  logit {:.2}", answer.logit)?;
    }
    Ok(())
}

/// What the trained bag says to a text, and why: `cargo run -p chapter-03 -- ask "…"`.
///
/// # Errors
/// If there is no word in the text, training diverges, or `out` cannot be written to.
pub fn typed(text: &str, out: &mut dyn Write) -> Result<()> {
    ensure!(
        words(&lower_case(text)).next().is_some(),
        "there is no word in this text; give one between quotation marks: \
         ask \"the plot was good\""
    );
    let trained = trained_bag()?;
    let answer = answer(&trained.bag, &trained.practice.vocabulary, text)?;
    write!(out, "{}", report(&answer))?;
    Ok(())
}

fn report(answer: &Answer) -> String {
    // Adding zero makes 0 of −0.
    let number =
        |number: f64| format!("{:.1}", (number * 10.0).round() / 10.0 + 0.0);
    let mut rows: Vec<Vec<String>> = answer
        .shares
        .iter()
        .map(|share| {
            let id = match share.id {
                UNKNOWN => "unknown".to_owned(),
                id => id.to_string(),
            };
            vec![printable(&share.word), id, number(share.share)]
        })
        .collect();
    rows.push(vec!["bias".to_owned(), String::new(), number(answer.bias)]);
    rows.push(vec!["logit".to_owned(), String::new(), number(answer.logit)]);
    let header = [
        ("word", Align::Left),
        ("id", Align::Right),
        ("share of the logit", Align::Right),
    ];
    let probability = answer.probability();
    let label = if answer.logit > 0.0 {
        "positive"
    } else {
        "negative"
    };
    format!(
        "{}{label}, with a probability of positive of {probability:.2}\n{}",
        table(&header, &rows),
        note(answer)
    )
}

/// What unknown words mean for the answer; nothing if there are none.
fn note(answer: &Answer) -> String {
    let (words, unknown) = (answer.words(), answer.unknown());
    match unknown {
        0 => String::new(),
        _ if unknown == words => {
            "the bag knows none of these words: its answer says nothing about them\n"
                .to_owned()
        }
        _ => format!(
            "unknown: {unknown} of {words} words; their row has never been trained\n"
        ),
    }
}
