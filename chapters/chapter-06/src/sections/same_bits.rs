//! The page "Two cores, the same bits".

use std::io::Write;

use anyhow::{Context, Result};
use chapter_03::Embedding;
use chapter_04::{Build, Recurrent, Sequence};
use course::parameters::Parameters;
use course::text::{Align, table, thousands};
use course::tutorial::{BATCH_SIZE, MAX_LEN, NUM_WORDS};

use crate::FusedLstm;
use crate::recorded::{self, Scaling, ScalingRow};
use crate::schedule::{Direction, Plan, Row, SHARD_ROWS, Shard, shards};
use crate::workload::batch_like_imdb;

/// How a batch like IMDB's is dealt to shards.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn split(out: &mut dyn Write) -> Result<()> {
    let (_, mask) = batch_like_imdb(BATCH_SIZE, MAX_LEN)?;
    let lengths = mask.lengths().iter().enumerate();
    let rows = lengths
        .map(|(batch_row, length)| Row::in_place(batch_row, MAX_LEN - length))
        .collect();
    let plan = Plan {
        direction: Direction::Forward,
        time: MAX_LEN,
        most: SHARD_ROWS,
        chain_input: Some(0),
    };
    let shards = shards(rows, plan, |_, _| 0);
    let line = |(number, shard): (usize, &Shard)| {
        vec![
            number.to_string(),
            shard.rows.len().to_string(),
            thousands(shard.positions()),
        ]
    };
    let lines: Vec<Vec<String>> = shards.iter().enumerate().map(line).collect();
    let header = [
        ("shard", Align::Right),
        ("reviews", Align::Right),
        ("positions", Align::Right),
    ];
    write!(out, "{}", table(&header, &lines))?;
    Ok(())
}

/// A training step with more and more threads, as it was recorded.
///
/// # Errors
/// If `out` cannot be written to.
pub fn threads(out: &mut dyn Write) -> Result<()> {
    write!(out, "{}", table_of_threads(&recorded::scaling()?.measured))?;
    Ok(())
}

/// A line a number of threads: milliseconds, and how many times as fast as one.
pub(crate) fn table_of_threads(scaling: &Scaling) -> String {
    let first = scaling.rows.first().map(ScalingRow::train_steps);
    let line = |row: &ScalingRow| {
        let mut cells = vec![row.tutorial.program.threads.to_string()];
        for (seconds, one) in
            row.train_steps().into_iter().zip(first.unwrap_or_default())
        {
            cells.push(format!("{:.0}", seconds * 1e3));
            cells.push(format!("{:.2}", one / seconds));
        }
        cells
    };
    let lines: Vec<_> = scaling.rows.iter().map(line).collect();
    let header = [
        ("threads", Align::Right),
        ("tutorial, ms", Align::Right),
        ("factor", Align::Right),
        ("layer, ms", Align::Right),
        ("factor", Align::Right),
    ];
    table(&header, &lines)
}

/// A training step's numbers with one, two and five threads.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn bits(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(NUM_WORDS, 16, &mut parameters, "embedding")?;
    let layer = FusedLstm::new(16, 64, &mut parameters, "lstm")?;
    let (ids, _) = batch_like_imdb(96, 128)?; // (batch, time)
    // ANCHOR: bits
    let numbers = || -> Result<Vec<u32>> {
        let last_state =
            layer.last_state(&Sequence::of_words(&ids, &embedding), None)?;
        let gradients = last_state.sum_all()?.backward()?;
        let mut tensors = vec![last_state];
        for (name, tensor) in parameters.iter() {
            tensors.push(gradients.get(tensor).context(name.to_owned())?.clone());
        }
        let mut bits = Vec::new();
        for tensor in tensors {
            let values = tensor.flatten_all()?.to_vec1::<f32>()?;
            bits.extend(values.into_iter().map(f32::to_bits));
        }
        Ok(bits)
    };
    let with_threads = |count: usize| -> Result<Vec<u32>> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(count).build()?;
        threads.install(numbers)
    };
    let one = with_threads(1)?;
    // ANCHOR_END: bits
    writeln!(out, "numbers compared        {}", thousands(one.len()))?;
    for count in [2, 5] {
        let same = with_threads(count)? == one;
        writeln!(out, "same bits, {count} threads    {same}")?;
    }
    Ok(())
}
