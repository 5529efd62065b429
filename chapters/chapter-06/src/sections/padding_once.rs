//! The page "Padding once, and only active rows".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};
use course::tutorial::{BATCH_SIZE, MAX_LEN};

use crate::arithmetic::Counts;
use crate::schedule::{Direction, Plan, Row, SHARD_ROWS, Shard, shards};
use crate::workload::batch_like_imdb;

/// The schedule of four short reviews, with a chain of pads and with a mask.
///
/// # Errors
/// If `out` cannot be written to.
pub fn schedule(out: &mut dyn Write) -> Result<()> {
    let time = 8;
    let lengths = [3, 8, 0, 5].into_iter().enumerate();
    let rows: Vec<Row> = lengths
        .map(|(batch_row, length)| Row::in_place(batch_row, time - length))
        .collect();
    let plan = |chain_input| Plan {
        direction: Direction::Forward,
        time,
        most: SHARD_ROWS,
        chain_input,
    };
    let pad = 0;
    let word = |row: &Row, step: usize| (step - row.start + 1) as u32;
    let without_mask = shards(rows.clone(), plan(Some(pad)), word);
    let with_mask = shards(rows, plan(None), word);
    for (name, shards) in [("without", without_mask), ("with", with_mask)] {
        writeln!(out, "{name} a mask")?;
        for shard in &shards {
            print_slots(out, shard)?;
        }
    }
    Ok(())
}

/// A line a slot: what it reads at each step at which it is active.
fn print_slots(out: &mut dyn Write, shard: &Shard) -> Result<()> {
    for slot in 0..shard.slots() {
        let name = match slot.checked_sub(usize::from(shard.chain)) {
            None => "pads".to_owned(),
            Some(row) => format!("review {}", shard.rows[row].batch_row),
        };
        let read = |step: usize| {
            if slot < shard.active(step) {
                shard.inputs[shard.offsets[step] + slot].to_string()
            } else {
                "·".to_owned()
            }
        };
        let steps: Vec<String> = (0..shard.time()).map(read).collect();
        writeln!(out, "  {name:<9} {}", steps.join(" "))?;
    }
    writeln!(out, "  positions {}", shard.positions())?;
    Ok(())
}

/// The positions of a batch like IMDB's.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn counts(out: &mut dyn Write) -> Result<()> {
    let (ids, _mask) = batch_like_imdb(BATCH_SIZE, MAX_LEN)?;
    let batch = Counts::of(&ids)?;
    let row = |what: &str, positions: usize| {
        let share = 100.0 * positions as f64 / batch.positions as f64;
        vec![
            what.to_owned(),
            thousands(positions),
            format!("{share:.1} %"),
        ]
    };
    let rows = [
        row("every row, every step", batch.positions),
        row("words and two chains of pads", batch.worked_positions),
        row("words only, with a mask", batch.words),
    ];
    let header = [
        ("rows of the recurrent product", Align::Left),
        ("positions", Align::Right),
        ("share", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
