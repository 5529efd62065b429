//! How long a training step of the tutorial's model takes, and an inference.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use course::files::{check_new, write_whole};
use course::tutorial::{BATCH_SIZE, MAX_LEN, NUM_HIDDENS};
use program::options::{size, threads};

use super::clock::time;
use super::engine::Engine;
use super::print;
use crate::recorded::{Bench, Turn};
use crate::workload::{Model, batch_like_imdb, targets};

/// What to time.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    /// Reviews to a batch
    #[arg(long, default_value_t = BATCH_SIZE, value_parser = size)]
    batch: usize,
    /// Steps that every review is padded or cut to
    #[arg(long, default_value_t = MAX_LEN, value_parser = size)]
    time: usize,
    /// Implementation of the LSTM
    #[arg(long, value_enum, default_value = "fused")]
    engine: Engine,
    /// How the pads are treated
    #[arg(long, value_enum, default_value = "front")]
    padding: Padding,
    /// Threads to compute with: 1 to 256
    #[arg(long, default_value_t = 2, value_parser = threads)]
    pub threads: usize,
    /// Write the ids of the batch to this file, as 32-bit numbers, for other programs to time
    #[arg(long, value_name = "FILE")]
    write_ids: Option<PathBuf>,
    /// Timed steps, after three to warm up
    #[arg(long, default_value_t = 15, value_parser = size)]
    steps: usize,
}

/// Treatments of the pads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Padding {
    /// In front, and read as the tutorial does
    Front,
    /// In front, and skipped
    Masked,
}

impl Padding {
    /// The name in options and result files.
    fn name(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Masked => "masked",
        }
    }
}

/// Times training steps and inferences and prints the result.
///
/// # Errors
/// If an operation of candle fails, or writing does.
pub fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    print(measure(options)?, options.json, out)
}

fn measure(options: &Options) -> Result<Turn<Bench>> {
    let (ids, mask) = batch_like_imdb(options.batch, options.time)?;
    if let Some(path) = &options.write_ids {
        check_new(path, "--write-ids")?;
        let ids = ids.flatten_all()?.to_vec1::<u32>()?;
        let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_ne_bytes()).collect();
        write_whole(path, &bytes)?;
    }
    let words: usize = mask.lengths().iter().sum();
    let mask = (options.padding == Padding::Masked).then_some(&mask);
    let mut model = Model::new(options.engine.builder(), NUM_HIDDENS)?;
    let targets = targets(options.batch)?;
    Ok(Turn {
        program: Bench {
            batch: options.batch,
            time: options.time,
            engine: options.engine.name(),
            padding: options.padding.name().to_owned(),
            threads: options.threads,
            steps: options.steps,
            mean_length: words as f64 / options.batch as f64,
        },
        train_step_seconds: time(options.steps, || {
            model.train_step(&ids, mask, &targets)
        })?,
        inference_seconds: time(options.steps, || model.inference(&ids, mask))?,
    })
}
