//! How long a training step takes with more and more threads: a record that anybody can make.

use std::env;
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use program::record::measured_by;
use serde::de::DeserializeOwned;

use super::comparison::timed;
use crate::recorded::{Bench, LayerBench, Scaling, ScalingRow, Turn};

/// Turns of each number of threads.
const TURNS: usize = 3;

/// Times the tutorial's step and a layer that has nothing to save, with 1, 2, 4 … threads, to the number
/// of this machine's cores.
///
/// # Errors
/// If a program fails.
pub(super) fn measure() -> Result<Scaling> {
    let cores = available_parallelism()?.get();
    let mut threads: Vec<usize> = (0..)
        .map(|power| 1 << power)
        .take_while(|threads| *threads < cores)
        .collect();
    threads.push(cores);
    let mut turns: Vec<(Vec<_>, Vec<_>)> = vec![Default::default(); threads.len()];
    for _ in 0..TURNS {
        for (threads, turns) in threads.iter().zip(&mut turns) {
            turns.0.push(turn::<Bench>("bench", *threads)?);
            turns.1.push(turn::<LayerBench>("layer", *threads)?);
        }
    }
    let rows = turns.into_iter().map(|(tutorial, layer)| {
        Ok(ScalingRow {
            tutorial: timed(tutorial)?,
            layer: timed(layer)?,
        })
    });
    Ok(Scaling {
        cores,
        rows: rows.collect::<Result<_>>()?,
    })
}

/// A turn of this program.
fn turn<P: DeserializeOwned>(command: &str, threads: usize) -> Result<Turn<P>> {
    let program = env::current_exe().context("this program has no path")?;
    let mut program = Command::new(program);
    program.args([command, "--json", "--threads", &threads.to_string()]);
    program::tell(format_args!("{program:?}"));
    measured_by(&mut program)
}
