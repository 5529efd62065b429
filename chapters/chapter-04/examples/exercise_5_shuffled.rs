//! Exercise 5: the words of each review in a random order.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_03::accuracy::by_phenomenon;
use chapter_03::reviews::{Dataset, Part};
use chapter_03::sections::columns::{HEADER, named};
use chapter_04::learning::ask;
use chapter_04::network::network;
use course::random::{self, Generator};
use course::text::table;
use rand::seq::SliceRandom;

// ANCHOR: solution
/// Puts the words of each review into a random order, behind the start token.
fn shuffle(part: &mut Part, rng: &mut Generator) {
    for ids in &mut part.ids {
        ids[1..].shuffle(rng);
    }
}

/// Accuracy of the chapter's network on the test reviews, in order and shuffled.
///
/// # Errors
/// If the reviews do not fit it.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let mut data = Dataset::practice()?;
    let network = network(data.vocabulary.vocab_size())?;
    let mut rows = Vec::new();
    for name in ["in order", "shuffled"] {
        if name == "shuffled" {
            shuffle(&mut data.test, &mut random::stream(1, "shuffled"));
        }
        let right = ask(&network.reader, &data.test)?.right;
        rows.push(named(name, &by_phenomenon(&data.test.phenomena, &right)));
    }
    write!(out, "{}", table(&HEADER, &rows))?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
