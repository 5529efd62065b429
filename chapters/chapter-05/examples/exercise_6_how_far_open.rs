//! Exercise 6: how far open is the update gate?

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use chapter_03::reviews::Dataset;
use chapter_05::network::gru;
use chapter_05::trace::GatedTrace;

// ANCHOR: solution
/// The mean update gates of the units that keep least and most, over a text.
///
/// # Errors
/// If the text has no word.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let vocabulary = Dataset::practice()?.vocabulary;
    let network = gru(vocabulary.vocab_size())?;
    let text =
        "I loved it, my wife loathed it. Anton and Marta run a hotel in Saltwick.";
    let trace = GatedTrace::of(&network, &vocabulary, text)?;
    let update = trace.parts.iter().find(|part| part.name == "z");
    let update = &update.context("a GRU has an update gate")?.values;
    let mean = |unit: usize| {
        update.iter().map(|step| step[unit]).sum::<f64>() / update.len() as f64
    };
    let mut units: Vec<usize> = (0..update[0].len()).collect();
    units.sort_by(|a, b| mean(*a).total_cmp(&mean(*b)));
    for (name, unit) in [("least", units[0]), ("most", units[units.len() - 1])] {
        writeln!(out, "keeps {name:<5}  unit {unit:>2}, z is {:.2}", mean(unit))?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
