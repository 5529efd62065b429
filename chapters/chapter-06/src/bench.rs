//! How long a training step of the tutorial's model takes, and an inference.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use chapter_04::{Build, Place, Recurrent};
use chapter_05::{CandleLstm, Lstm};
use clap::{Args, ValueEnum};
use course::files::write_whole;
use course::parameters::Parameters;
use course::record::Provenance;
use program::options::size;
use serde::Serialize;

use crate::FusedLstm;
use crate::workload::{Builder, Model, Spread, batch_like_imdb, labels, time};

/// The length of the tutorial's hidden state.
const NUM_HIDDENS: usize = 128;

/// What to time.
#[derive(Clone, Debug, Args, Serialize)]
pub struct Options {
    /// Print the result as JSON
    #[arg(long)]
    #[serde(skip)]
    json: bool,
    /// Reviews to a batch
    #[arg(long, default_value_t = 64, value_parser = size)]
    batch: usize,
    /// Steps that every review is padded or cut to
    #[arg(long, default_value_t = 512, value_parser = size)]
    time: usize,
    /// Implementation of the LSTM
    #[arg(long, value_enum, default_value = "fused")]
    engine: Engine,
    /// How the pads are treated
    #[arg(long, value_enum, default_value = "front")]
    padding: Padding,
    /// Threads to compute with
    #[arg(long, default_value_t = 2, value_parser = size)]
    threads: usize,
    /// Write the ids of the batch to this file, as 32-bit numbers, for other programs to time
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    write_ids: Option<PathBuf>,
    /// Timed steps, after three to warm up
    #[arg(long, default_value_t = 15, value_parser = size)]
    steps: usize,
}

/// Implementations of the LSTM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Engine {
    ByHand,
    Candle,
    Fused,
}

impl Engine {
    fn builder(self) -> Builder {
        match self {
            Self::ByHand => layer::<Lstm>,
            Self::Candle => layer::<CandleLstm>,
            Self::Fused => layer::<FusedLstm>,
        }
    }
}

/// Builds a layer of the type `L`.
pub(crate) fn layer<L: Build + 'static>(
    features: usize,
    num_hiddens: usize,
    parameters: &mut Parameters,
) -> candle_core::Result<Box<dyn Recurrent>> {
    let layer = L::build(features, num_hiddens, parameters, Place::first("lstm"))?;
    Ok(Box::new(layer))
}

/// Treatments of the pads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Padding {
    /// In front, and read as the tutorial does
    Front,
    /// In front, and skipped
    Masked,
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    train_step_seconds: Spread,
    inference_seconds: Spread,
    #[serde(flatten)]
    options: &'a Options,
    mean_length: f64,
    provenance: Provenance,
}

/// Times training steps and inferences and prints the result.
///
/// # Errors
/// If an operation of candle fails, or writing does.
pub fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build_global()
        .context("cannot set --threads")?;
    let (ids, mask) = batch_like_imdb(options.batch, options.time)?;
    if let Some(path) = &options.write_ids {
        let ids = ids.flatten_all()?.to_vec1::<u32>()?;
        let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_ne_bytes()).collect();
        write_whole(path, &bytes)?;
    }
    let mean_length =
        mask.lengths().iter().sum::<usize>() as f64 / options.batch as f64;
    let mask = (options.padding == Padding::Masked).then_some(&mask);
    let mut model = Model::new(options.engine.builder(), NUM_HIDDENS)?;
    let targets = labels(options.batch)?;
    let report = Report {
        train_step_seconds: time(options.steps, || {
            model.train_step(&ids, mask, &targets)
        })?,
        inference_seconds: time(options.steps, || model.inference(&ids, mask))?,
        options,
        mean_length,
        provenance: Provenance::of_this_run(),
    };
    if options.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        let milliseconds = |spread: Spread| {
            let Spread { median, min, max } = spread;
            format!(
                "{:.1} ms ({:.1} to {:.1})",
                median * 1e3,
                min * 1e3,
                max * 1e3
            )
        };
        writeln!(
            out,
            "training step  {}",
            milliseconds(report.train_step_seconds)
        )?;
        writeln!(
            out,
            "inference      {}",
            milliseconds(report.inference_seconds)
        )?;
    }
    Ok(())
}
