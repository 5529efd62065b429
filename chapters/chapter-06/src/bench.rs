//! How long a training step of the tutorial's model takes, and an inference.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use candle_core::{Device, Tensor};
use candle_nn::{Linear, Module};
use chapter_02::{PAD, START};
use chapter_03::Embedding;
use chapter_05::{CandleLstm, Lstm, Mask, Recurrent};
use clap::{Args, ValueEnum};
use course::cli::size;
use course::files::write_whole;
use course::parameters::{Init, Parameters, standard_normal};
use course::provenance::Provenance;
use course::random;
use rand::Rng;
use serde::Serialize;

use crate::{Adam, FusedLstm};

const VOCAB_SIZE: usize = 6400;
const WIDTH: usize = 128;

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

/// Treatments of the pads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Padding {
    /// In front, and read as the tutorial does
    Front,
    /// In front, and skipped
    Masked,
}

/// The median and the spread of several timings, in seconds.
#[derive(Clone, Copy, Debug, Serialize)]
struct Spread {
    median: f64,
    min: f64,
    max: f64,
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
    let mean_length = mask.lengths().iter().sum::<usize>() as f64 / options.batch as f64;
    let mask = (options.padding == Padding::Masked).then_some(&mask);
    let mut model = Model::new(options.engine)?;
    let targets: Vec<f32> = (0..options.batch).map(|row| (row % 2) as f32).collect();
    let targets = Tensor::from_vec(targets, options.batch, &Device::Cpu)?;
    let report = Report {
        train_step_seconds: time(options.steps, || model.train_step(&ids, mask, &targets))?,
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

/// The embedding, an LSTM and the dense layers of the tutorial's model, with Adam.
struct Model {
    embedding: Embedding,
    recurrent: Box<dyn Recurrent>,
    detached: Box<dyn Recurrent>,
    dense: Linear,
    output: Linear,
    adam: Adam,
}

impl Model {
    fn new(engine: Engine) -> Result<Self> {
        let mut parameters = Parameters::new(1);
        let embedding = Embedding::new(VOCAB_SIZE, WIDTH, &mut parameters, "embedding")?;
        let p = &mut parameters;
        let recurrent: Box<dyn Recurrent> = match engine {
            Engine::ByHand => Box::new(Lstm::new(WIDTH, WIDTH, p, "lstm")?),
            Engine::Candle => Box::new(CandleLstm::new(WIDTH, WIDTH, p, "lstm")?),
            Engine::Fused => Box::new(FusedLstm::new(WIDTH, WIDTH, p, "lstm")?),
        };
        let mut linear = |name: &str, units: usize| -> Result<Linear> {
            let weight = format!("{name}.weight");
            let weight = parameters.create(&weight, (units, WIDTH), Init::GlorotUniform)?;
            let bias = parameters.create(&format!("{name}.bias"), units, Init::Zeros)?;
            Ok(Linear::new(weight, Some(bias)))
        };
        Ok(Self {
            detached: recurrent.detached()?,
            embedding,
            recurrent,
            dense: linear("dense", WIDTH)?,
            output: linear("output", 1)?,
            adam: Adam::new(parameters.variables(), 0.001),
        })
    }

    fn head(&self, last_state: &Tensor) -> Result<Tensor> {
        let features = self.dense.forward(last_state)?.relu()?; // (batch, 128)
        Ok(self.output.forward(&features)?.squeeze(1)?) // (batch,)
    }

    fn train_step(&mut self, ids: &Tensor, mask: Option<&Mask>, targets: &Tensor) -> Result<()> {
        let last_state = self
            .recurrent
            .last_state_of_ids(&self.embedding, ids, mask)?;
        let logits = self.head(&last_state)?; // (batch,)
        let tail = (logits.abs()?.neg()?.exp()? + 1.0)?.log()?; // (batch,)
        let loss = (((logits.relu()? - (&logits * targets)?)?) + tail)?.mean_all()?;
        self.adam.step(&loss.backward()?)?;
        Ok(())
    }

    fn inference(&self, ids: &Tensor, mask: Option<&Mask>) -> Result<()> {
        let embedding = self.embedding.detached();
        let last_state = self.detached.last_state_of_ids(&embedding, ids, mask)?;
        self.head(&last_state)?.to_vec1::<f32>()?;
        Ok(())
    }
}

fn time(steps: usize, mut work: impl FnMut() -> Result<()>) -> Result<Spread> {
    for _ in 0..3 {
        work()?;
    }
    let mut seconds = Vec::with_capacity(steps);
    for _ in 0..steps {
        let start = Instant::now();
        work()?;

        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    Ok(Spread {
        median: seconds[steps / 2],
        min: seconds[0],
        max: seconds[steps - 1],
    })
}

/// A batch whose lengths spread as in IMDB after the cut at 512 steps (log-normal, mean about 225),
/// and whose words follow Zipf's law: about 3,000 different ones in 64 reviews. Pads in front.
fn batch_like_imdb(batch: usize, time: usize) -> Result<(Tensor, Mask)> {
    let mut generator = random::stream(1, "bench");
    let words = VOCAB_SIZE as f64;
    let mut ids = Vec::with_capacity(batch * time);
    let mut lengths = Vec::with_capacity(batch);
    for _ in 0..batch {
        let length = (5.28 + 0.62 * standard_normal(&mut generator)).exp() * time as f64 / 512.0;
        let length = (length as usize).clamp(1, time);
        ids.extend(std::iter::repeat_n(PAD, time - length));
        ids.push(START);
        // Equal shares of the logarithm of the rank: the word of rank r comes up as often as 1 / r.
        let word = |generator: &mut random::Generator| {
            (4.0 * (words / 4.0).powf(generator.random::<f64>())) as u32
        };
        ids.extend((1..length).map(|_| word(&mut generator)));
        lengths.push(length);
    }
    let ids = Tensor::from_vec(ids, (batch, time), &Device::Cpu)?;
    Ok((ids, Mask::new(lengths, chapter_02::Side::Pre)))
}
