//! The page "How long is a review?".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};

use super::shared::percent;
use crate::lengths::{SHARES, Summary, Width};
use crate::{corpus_statistics, recorded};

/// Mean and quantiles of both corpora.
///
/// # Errors
/// If a corpus cannot be counted.
pub fn quantiles(out: &mut dyn Write) -> Result<()> {
    let practice = corpus_statistics::practice()?.lengths;
    let imdb = recorded::imdb()?.measured.lengths;
    let names = [
        "shortest",
        "10 %",
        "25 %",
        "50 %, the median",
        "75 %",
        "90 %",
        "longest",
    ];
    let quantile = |summary: &Summary, place: usize| {
        let length = summary.quantiles[place];
        thousands(length.round() as usize)
    };
    let mut rows: Vec<Vec<String>> = (0..SHARES.len())
        .map(|place| {
            vec![
                names[place].to_owned(),
                quantile(&practice, place),
                quantile(&imdb, place),
            ]
        })
        .collect();
    rows.push(vec![
        "mean".to_owned(),
        format!("{:.1}", practice.mean),
        format!("{:.1}", imdb.mean),
    ]);
    let header = [
        ("training reviews, in ids", Align::Left),
        ("practice", Align::Right),
        ("IMDB", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// What several widths do to the practice corpus.
///
/// # Errors
/// If the corpus cannot be written.
pub fn practice_widths(out: &mut dyn Write) -> Result<()> {
    print_widths(out, &corpus_statistics::practice()?.widths)
}

/// What several widths do to the real reviews, as recorded.
///
/// # Errors
/// If the recording was spoilt.
pub fn imdb_widths(out: &mut dyn Write) -> Result<()> {
    print_widths(out, &recorded::imdb()?.measured.widths)
}

fn print_widths(out: &mut dyn Write, widths: &[Width]) -> Result<()> {
    let rows: Vec<Vec<String>> = widths
        .iter()
        .map(|width| {
            vec![
                thousands(width.max_len),
                percent(width.cut_reviews),
                percent(width.dropped_ids),
                percent(width.pads),
            ]
        })
        .collect();
    let header = [
        ("width", Align::Right),
        ("reviews that are cut", Align::Right),
        ("ids that are dropped", Align::Right),
        ("table that is pads", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
