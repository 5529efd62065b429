//! The page "The row of the pad".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table};

use super::trained::pad_rows;
use crate::bag_training::{PadRow, WIDTHS};

/// What pads do to a bag of embeddings, masked and not.
///
/// # Errors
/// If training diverges or `out` cannot be written to.
pub fn pads(out: &mut dyn Write) -> Result<()> {
    let [masked, unmasked] = pad_rows()?;
    write!(out, "{}", pad_table(masked, unmasked))?;
    Ok(())
}

fn pad_table(masked: &PadRow, unmasked: &PadRow) -> String {
    let row = |name: String, number: &dyn Fn(&PadRow) -> String| {
        vec![name, number(masked), number(unmasked)]
    };
    let mut rows = vec![
        row("length of the pad's vector, before".into(), &|p| {
            format!("{:.3}", p.before)
        }),
        row("the same, after training".into(), &|p| format!("{:.3}", p.after)),
        row("mean length of the words', after".into(), &|p| {
            format!("{:.1}", p.words_after)
        }),
        row("validation accuracy".into(), &|p| format!("{:.3}", p.validation)),
    ];
    for (i, width) in WIDTHS.iter().enumerate() {
        rows.push(row(format!("logit of one review, row of {width}"), &|p| {
            format!("{:.1}", p.logits[i])
        }));
    }
    let header = [
        ("", Align::Left),
        ("masked", Align::Right),
        ("averaged", Align::Right),
    ];
    table(&header, &rows)
}
