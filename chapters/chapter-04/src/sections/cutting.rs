//! The page "Cutting the way back".

use std::io::Write;

use anyhow::{Context, Result};
use chapter_03::accuracy::ByPhenomenon;
use course::text::{Align, table};

use crate::learning::AtDistance;
use crate::recorded::{self, Run, TruncatedRun};

/// A training, named by how far its gradient went back.
struct Cut<'a> {
    name: String,
    test: &'a ByPhenomenon,
    distant: &'a [AtDistance],
}

/// The trainings of a number of steps, or those whose gradient went all the way back.
fn cuts<'a>(runs: &'a [TruncatedRun], whole: &'a [Run]) -> Vec<Cut<'a>> {
    let truncated = runs.iter().map(|run| Cut {
        name: format!("{} steps", run.steps),
        test: &run.test,
        distant: &run.distant,
    });
    let whole = whole.iter().map(|run| Cut {
        name: "all the way".to_owned(),
        test: &run.test,
        distant: &run.distant,
    });
    truncated.chain(whole).collect()
}

/// The accuracy on each kind of review, by how far the gradient went back, seed by seed.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn by_kind(out: &mut dyn Write) -> Result<()> {
    let (runs, whole) = (
        recorded::truncation()?.measured.runs,
        recorded::practice()?.measured.runs,
    );
    let cuts = cuts(&runs, &whole);
    let rows: Vec<Vec<String>> = cuts
        .chunk_by(|a, b| a.name == b.name)
        .map(|seeds| {
            let of = |kind: fn(&ByPhenomenon) -> f64| -> String {
                let each = seeds.iter().map(|cut| format!("{:.3}", kind(cut.test)));
                each.collect::<Vec<_>>().join(" ")
            };
            vec![
                seeds[0].name.clone(),
                of(|test| test.negation),
                of(|test| test.contrast),
                of(|test| test.distant),
            ]
        })
        .collect();
    let header = [
        ("gradient", Align::Left),
        ("negation", Align::Left),
        ("contrast", Align::Left),
        ("distant", Align::Left),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The accuracy on distant reviews by distance, of the best training of each number of steps.
///
/// # Errors
/// If there is no record or `out` cannot be written to.
pub fn by_words(out: &mut dyn Write) -> Result<()> {
    let (runs, whole) = (
        recorded::truncation()?.measured.runs,
        recorded::practice()?.measured.runs,
    );
    let cuts = cuts(&runs, &whole);
    let best = |seeds: &'_ [Cut<'_>]| -> Option<usize> {
        let distant = seeds.iter().map(|cut| cut.test.distant);
        let best = distant.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.map(|(place, _)| place)
    };
    let columns: Vec<&Cut<'_>> = cuts
        .chunk_by(|a, b| a.name == b.name)
        .filter_map(|seeds| seeds.get(best(seeds)?))
        .collect();
    let first = columns.first().context("nothing is recorded")?;
    let row = |(i, group): (usize, &AtDistance)| {
        let words = format!("{} to {}", group.from, group.to - 1);
        let accuracies = columns
            .iter()
            .map(|cut| format!("{:.3}", cut.distant[i].accuracy));
        [words].into_iter().chain(accuracies).collect()
    };
    let rows: Vec<Vec<String>> = first.distant.iter().enumerate().map(row).collect();
    let mut header = vec![("words behind", Align::Left)];
    header.extend(columns.iter().map(|cut| (cut.name.as_str(), Align::Right)));
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
