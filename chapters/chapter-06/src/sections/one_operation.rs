//! The page "One operation".

use std::io::Write;

use anyhow::Result;
use candle_core::Tensor;
use chapter_03::Embedding;
use chapter_04::{Build, Recurrent, Sequence};
use chapter_05::{Gru, Lstm};
use course::parameters::Parameters;
use course::text::{Align, table, thousands};
use course::tutorial::{BATCH_SIZE, MAX_LEN, NUM_WORDS};

use crate::arithmetic::Counts;
use crate::workload::batch_like_imdb;
use crate::{FusedGru, FusedLstm};

const FEATURES: usize = 8;
const NUM_HIDDENS: usize = 64;

/// The layers by hand and the fast ones on the same weights.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn equal(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let embedding =
        Embedding::new(NUM_WORDS, FEATURES, &mut parameters, "embedding")?;
    let lstm = Lstm::new(FEATURES, NUM_HIDDENS, &mut parameters, "lstm")?;
    let gru = Gru::new(FEATURES, NUM_HIDDENS, &mut parameters, "gru")?;
    let (ids, mask) = batch_like_imdb(8, 64)?; // (batch, time)
    let pairs: [(_, &dyn Recurrent, &dyn Recurrent); 2] = [
        ("LSTM", &lstm, &FusedLstm::of(lstm.clone())),
        ("GRU", &gru, &FusedGru::of(gru.clone())),
    ];
    let mut rows = Vec::new();
    for (name, by_hand, fused) in pairs {
        for (pads, mask) in [("read", None), ("skipped", Some(&mask))] {
            // ANCHOR: equal
            let words = Sequence::of_words(&ids, &embedding);
            let expected = by_hand.all_states(&words, mask)?;
            let states = fused.all_states(&words, mask)?;
            // ANCHOR_END: equal
            let difference = largest_difference(&states, &expected)?;
            let gradient = |states: &Tensor| -> Result<Tensor> {
                let gradients = states.sqr()?.sum_all()?.backward()?;
                let table = embedding.weight();
                Ok(gradients.get(table).cloned().unwrap_or(table.zeros_like()?))
            };
            let (ours, theirs) = (gradient(&states)?, gradient(&expected)?);
            rows.push(vec![
                name.to_owned(),
                pads.to_owned(),
                format!("{:?}", states.dims()),
                (difference < 1e-5).to_string(),
                (largest_difference(&ours, &theirs)? < 1e-4).to_string(),
            ]);
        }
    }
    let header = [
        ("layer", Align::Left),
        ("pads", Align::Left),
        ("states", Align::Left),
        ("within 1e-5", Align::Left),
        ("gradient within 1e-4", Align::Left),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The largest difference, as a share of the largest number.
fn largest_difference(a: &Tensor, b: &Tensor) -> Result<f32> {
    let scale = b.abs()?.max_all()?.to_scalar::<f32>()?;
    let difference = (a - b)?.abs()?.max_all()?.to_scalar::<f32>()?;
    Ok(difference / scale)
}

/// What a batch's forward pass saves for the backward pass.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn memory(out: &mut dyn Write) -> Result<()> {
    let mut parameters = Parameters::new(1);
    let embedding =
        Embedding::new(NUM_WORDS, FEATURES, &mut parameters, "embedding")?;
    let lstm = FusedLstm::new(FEATURES, NUM_HIDDENS, &mut parameters, "lstm")?;
    let gru = FusedGru::new(FEATURES, NUM_HIDDENS, &mut parameters, "gru")?;
    let (ids, _mask) = batch_like_imdb(BATCH_SIZE, MAX_LEN)?;
    let batch = Counts::of(&ids)?;
    let words = Sequence::of_words(&ids, &embedding);
    let layers: [&dyn Recurrent; 2] = [&lstm, &gru];
    for layer in layers {
        layer.last_state(&words, None)?.sum_all()?.backward()?;
    }
    let row = |name: &str, floats: usize| {
        let a_position = floats / batch.worked_positions;
        vec![
            name.to_owned(),
            thousands(batch.worked_positions),
            thousands(floats),
            a_position.to_string(),
            format!("{} · H", a_position / NUM_HIDDENS),
        ]
    };
    let rows = [
        row("LSTM", lstm.floats_saved()),
        row("GRU", gru.floats_saved()),
    ];
    let header = [
        ("layer", Align::Left),
        ("positions", Align::Right),
        ("floats kept", Align::Right),
        ("a position", Align::Right),
        ("H = 64", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}
