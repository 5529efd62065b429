//! How long a layer takes where there is nothing to save: every input is another vector, no row has
//! pads.

use std::io::Write;

use anyhow::Result;
use candle_core::Tensor;
use chapter_04::{Build, Recurrent, Sequence};
use chapter_05::{Bidirectional, Gru, Lstm, Stacked};
use clap::{Args, ValueEnum};
use course::parameters::{Init, Parameters};
use course::tutorial::{BATCH_SIZE, EMBEDDING_DIM, MAX_LEN, NUM_HIDDENS};
use program::options::{size, threads};

use super::clock::time;
use super::print;
use crate::recorded::{LayerBench, Turn};
use crate::workload::SEED;
use crate::{Fused, FusedGru, FusedLstm};

/// What to time.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    /// Cell of the layer
    #[arg(long, value_enum, default_value = "lstm")]
    cell: Cell,
    /// Implementation of the layer
    #[arg(long, value_enum, default_value = "fused")]
    engine: Engine,
    /// Layers on top of each other
    #[arg(long, default_value_t = 1, value_parser = size)]
    layers: usize,
    /// Read in both directions
    #[arg(long)]
    bidirectional: bool,
    /// Use the state after every step, not the last one only
    #[arg(long)]
    all_states: bool,
    /// Sequences to a batch
    #[arg(long, default_value_t = BATCH_SIZE, value_parser = size)]
    batch: usize,
    /// Steps of each
    #[arg(long, default_value_t = MAX_LEN, value_parser = size)]
    time: usize,
    /// Numbers of an input
    #[arg(long, default_value_t = EMBEDDING_DIM, value_parser = size)]
    features: usize,
    /// Hidden units of a layer and direction
    #[arg(long, default_value_t = NUM_HIDDENS, value_parser = size)]
    hiddens: usize,
    /// Threads to compute with: 1 to 256
    #[arg(long, default_value_t = 2, value_parser = threads)]
    pub threads: usize,
    /// Timed steps, after three to warm up
    #[arg(long, default_value_t = 15, value_parser = size)]
    steps: usize,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Cell {
    Lstm,
    Gru,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Engine {
    ByHand,
    Fused,
}

/// Times training steps and inferences and prints the result.
///
/// # Errors
/// If an operation of candle fails, or writing does.
pub fn run(options: &Options, out: &mut dyn Write) -> Result<()> {
    print(measure(options)?, options.json, out)
}

fn measure(options: &Options) -> Result<Turn<LayerBench>> {
    let mut parameters = Parameters::new(SEED);
    let build = match (options.engine, options.cell, options.bidirectional) {
        (Engine::ByHand, Cell::Lstm, false) => build::<Lstm>,
        (Engine::ByHand, Cell::Lstm, true) => build::<Bidirectional<Lstm>>,
        (Engine::ByHand, Cell::Gru, false) => build::<Gru>,
        (Engine::ByHand, Cell::Gru, true) => build::<Bidirectional<Gru>>,
        (Engine::Fused, Cell::Lstm, false) => build::<FusedLstm>,
        (Engine::Fused, Cell::Lstm, true) => build::<Fused<Bidirectional<Lstm>>>,
        (Engine::Fused, Cell::Gru, false) => build::<FusedGru>,
        (Engine::Fused, Cell::Gru, true) => build::<Fused<Bidirectional<Gru>>>,
    };
    let layer = build(options, &mut parameters)?;
    let shape = (options.batch, options.time, options.features);
    // The inputs are parameters too: their gradients are computed, as an embedding would need them.
    let xs = parameters.create("xs", shape, Init::Uniform { limit: 1.0 })?;
    let inputs = Sequence::of(&xs);
    let constant = Sequence::of(&xs.detach());
    let detached = layer.detached()?;
    let states = |layer: &dyn Recurrent, xs: &Sequence| -> Result<Tensor> {
        Ok(if options.all_states {
            layer.all_states(xs, None)? // (batch, time, num_outputs)
        } else {
            layer.last_state(xs, None)? // (batch, num_outputs)
        })
    };
    Ok(Turn {
        program: LayerBench {
            cell: format!("{:?}", options.cell).to_uppercase(),
            layers: options.layers,
            bidirectional: options.bidirectional,
            all_states: options.all_states,
            batch: options.batch,
            time: options.time,
            features: options.features,
            num_hiddens: options.hiddens,
            threads: options.threads,
            steps: options.steps,
        },
        train_step_seconds: time(options.steps, || {
            Ok(states(&*layer, &inputs)?.sum_all()?.backward()?)
        })?,
        inference_seconds: time(options.steps, || states(&*detached, &constant))?,
    })
}

fn build<L: Build + 'static>(
    options: &Options,
    parameters: &mut Parameters,
) -> Result<Box<dyn Recurrent>> {
    let Options {
        features,
        hiddens,
        layers,
        ..
    } = *options;
    let stack = Stacked::<L>::new(features, hiddens, layers, parameters, "layer")?;
    Ok(Box::new(stack))
}
