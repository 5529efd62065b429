//! The page "A row for every id".

use std::io::Write;

use anyhow::Result;
use candle_core::{Device, Tensor};
use course::parameters::Parameters;
use course::section::refusal;
use course::text::{Align, table, thousands};
use course::tutorial::{EMBEDDING_DIM, MAX_LEN, NUM_WORDS};

use crate::embedding::{Embedding, one_hot};

/// One-hot × table is a row look-up.
///
/// # Errors
/// If `out` cannot be written to.
pub fn look_up(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: look_up
    let (vocab_size, embedding_dim) = (6, 3);
    let mut parameters = Parameters::new(1);
    let embedding =
        Embedding::new(vocab_size, embedding_dim, &mut parameters, "embedding")?;
    let ids = [1u32, 4, 5, 4];
    let one_hot = one_hot(&ids, vocab_size)?; // (time, vocab_size)
    let multiplied = one_hot.matmul(embedding.weight())?; // (time, embedding_dim)
    let batch = Tensor::from_slice(&ids, (1, ids.len()), &Device::Cpu)?; // (batch, time)
    let looked_up = embedding.forward(&batch)?; // (batch, time, embedding_dim)
    // ANCHOR_END: look_up
    writeln!(out, "ids {ids:?}, shape {:?}", batch.dims())?;
    writeln!(out, "\none-hot × table, shape {:?}", multiplied.dims())?;
    for row in multiplied.to_vec2::<f32>()? {
        writeln!(out, "{row:7.4?}")?;
    }
    writeln!(out, "\nlooked up, shape {:?}", looked_up.dims())?;
    for row in looked_up.squeeze(0)?.to_vec2::<f32>()? {
        writeln!(out, "{row:7.4?}")?;
    }
    Ok(())
}

/// Parameters and work, by the size of the vocabulary.
///
/// # Errors
/// If `out` cannot be written to.
pub fn sizes(out: &mut dyn Write) -> Result<()> {
    let header = [
        ("ids", Align::Right),
        ("parameters", Align::Right),
        ("multiplications, one-hot", Align::Right),
        ("numbers copied, look-up", Align::Right),
    ];
    let row = |vocab_size: usize| {
        [
            vocab_size,
            vocab_size * EMBEDDING_DIM,
            MAX_LEN * vocab_size * EMBEDDING_DIM,
            MAX_LEN * EMBEDDING_DIM,
        ]
        .map(thousands)
        .into()
    };
    write!(out, "{}", table(&header, &[row(640), row(NUM_WORDS), row(88_588)]))?;
    Ok(())
}

/// An id that has no row.
///
/// # Errors
/// If `out` cannot be written to.
pub fn refused(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: refused
    let embedding = Embedding::new(6, 3, &mut Parameters::new(1), "embedding")?;
    let ids = Tensor::new(&[[1u32, 6]], &Device::Cpu)?; // (batch, time)
    writeln!(out, "{}", refusal(embedding.forward(&ids))?)?;
    // ANCHOR_END: refused
    Ok(())
}
