//! The page "Out of the loop".

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor};
use course::parameters::{Init, Parameters};
use course::text::{Align, table, thousands};
use course::tutorial::{BATCH_SIZE, MAX_LEN, NUM_HIDDENS};

use crate::arithmetic::Counts;
use crate::workload::batch_like_imdb;

/// Looking up and multiplying, in either order.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn order(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let embedding =
        parameters.create("embedding", (6, 3), Init::Uniform { limit: 1.0 })?;
    let weight_ih =
        parameters.create("weight_ih", (4, 3), Init::Uniform { limit: 1.0 })?;
    // ANCHOR: order
    let ids = Tensor::new(&[4u32, 1, 4, 4, 2, 1, 4], &Device::Cpu)?; // (positions,)
    let vectors = embedding.index_select(&ids, 0)?; // (positions, features)
    let by_position = vectors.matmul(&weight_ih.t()?)?; // (positions, gates)

    let words = Tensor::new(&[4u32, 1, 2], &Device::Cpu)?; // (different ids,)
    let places = Tensor::new(&[0u32, 1, 0, 0, 2, 1, 0], &Device::Cpu)?; // (positions,)
    let vectors = embedding.index_select(&words, 0)?; // (different ids, features)
    let by_word = vectors.matmul(&weight_ih.t()?)?; // (different ids, gates)
    let looked_up = by_word.index_select(&places, 0)?; // (positions, gates)
    // ANCHOR_END: order
    writeln!(out, "by position  {:?}", by_position.dims())?;
    writeln!(out, "by word      {:?}", by_word.dims())?;
    writeln!(out, "looked up    {:?}", looked_up.dims())?;
    let difference = (by_position - looked_up)?.abs()?.max_all()?;
    let equal = difference.to_scalar::<f32>()? < 1e-6;
    writeln!(out, "equal        {equal}")?;
    Ok(())
}

/// How often the input weights are multiplied in a batch like IMDB's.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn counts(out: &mut dyn Write) -> Result<()> {
    let (ids, _mask) = batch_like_imdb(BATCH_SIZE, MAX_LEN)?;
    let batch = Counts::of(&ids)?;
    let row = |what: &str, rows: usize| {
        let products = rows * 4 * NUM_HIDDENS * NUM_HIDDENS / 1_000_000;
        vec![what.to_owned(), thousands(rows), thousands(products)]
    };
    let rows = [
        row("each position", batch.positions),
        row("each word once", batch.distinct),
    ];
    let header = [
        ("input product", Align::Left),
        ("rows", Align::Right),
        ("million multiplications", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
