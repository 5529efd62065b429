//! Times one training step and one inference of the tutorial's model on the same batch in every
//! program: this chapter's, PyTorch's and Keras's.
//!
//! A machine's speed changes from minute to minute. So the programs take turns, and what is recorded
//! is the median of the turns' medians, with the least and the greatest time of all turns.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use course::checkout;
use course::text::{Align, table};
use program::record::measured_by;
use serde::de::DeserializeOwned;

use super::clock::median;
use crate::recorded::{
    Bench, Comparison, LayerRow, Layers, Library, Spread, SpreadOfTurns, Timed,
    TimesFaster, Turn,
};

/// The Python environment with the other libraries, in the checkout.
const ENVIRONMENT: &str = "target/comparison";
/// The programs that time the other libraries.
const PROGRAMS: &str = "chapters/chapter-06/comparison";
/// The batch, for the other libraries.
const IDS: &str = "target/comparison.ids";

/// Runs all programs: some minutes, on a machine that does nothing else.
///
/// # Errors
/// If there is no Python environment with the other libraries, or a program fails.
pub(crate) fn measure() -> Result<Comparison> {
    let programs = Programs::find()?;
    let (mut fused, mut pytorch, mut keras) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..5 {
        programs.remove_ids()?;
        fused.push(programs.bench(&["--write-ids", IDS])?);
        pytorch.push(programs.python("pytorch_step.py", &[IDS, "front"])?);
        keras.push(programs.python("keras_step.py", &[IDS])?);
    }
    let (mut fused_masked, mut pytorch_packed) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        fused_masked.push(programs.bench(&["--padding", "masked"])?);
        pytorch_packed.push(programs.python("pytorch_step.py", &[IDS, "masked"])?);
    }
    let slow = |engine| programs.bench(&["--engine", engine, "--steps", "3"]);
    let (by_hand, candle) = (vec![slow("by-hand")?], vec![slow("candle")?]);

    let (fused, pytorch, keras) = (timed(fused)?, timed(pytorch)?, timed(keras)?);
    let (fused_masked, pytorch_packed) =
        (timed(fused_masked)?, timed(pytorch_packed)?);
    let (by_hand, candle) = (timed(by_hand)?, timed(candle)?);
    let [times_faster_train_step, times_faster_inference] =
        [0, 1].map(|stage| TimesFaster {
            pytorch: pytorch.medians()[stage] / fused.medians()[stage],
            keras: keras.medians()[stage] / fused.medians()[stage],
            by_hand: by_hand.medians()[stage] / fused.medians()[stage],
            candle: candle.medians()[stage] / fused.medians()[stage],
            pytorch_packed: pytorch_packed.medians()[stage]
                / fused_masked.medians()[stage],
        });
    Ok(Comparison {
        fused,
        pytorch,
        keras,
        fused_masked,
        pytorch_packed,
        by_hand,
        candle,
        times_faster_train_step,
        times_faster_inference,
    })
}

/// Layers whose inputs are all different: cell, number of layers, whether both directions and all
/// states, hidden units.
const LAYERS: [(&str, usize, bool, usize); 8] = [
    ("lstm", 1, false, 128),
    ("gru", 1, false, 128),
    ("lstm", 2, false, 128),
    ("lstm", 1, true, 128),
    ("gru", 1, true, 128),
    ("lstm", 1, false, 256),
    ("gru", 1, false, 256),
    ("lstm", 1, true, 256),
];

/// What tells glibc to keep the memory that a program gives back.
const KEEP_MEMORY: [(&str, &str); 2] = [
    ("MALLOC_MMAP_MAX_", "0"),
    ("MALLOC_TRIM_THRESHOLD_", "17179869184"),
];

/// Runs layers that have nothing to save, here and in PyTorch: some ten minutes.
///
/// # Errors
/// If there is no Python environment with PyTorch, or a program fails.
pub(crate) fn measure_layers() -> Result<Layers> {
    let programs = Programs::find()?;
    let rows = LAYERS
        .into_iter()
        .map(|(cell, layers, both_ways, num_hiddens)| {
            let (layers, num_hiddens) =
                (layers.to_string(), num_hiddens.to_string());
            let steps = ["--steps", "7"];
            let mut ours = vec!["layer", "--json", "--cell", cell];
            ours.extend(["--layers", &layers, "--hiddens", &num_hiddens]);
            ours.extend(steps);
            let flag = if both_ways { "1" } else { "0" };
            if both_ways {
                ours.extend(["--bidirectional", "--all-states"]);
            }
            let theirs = [cell, &layers, flag, flag, &num_hiddens];
            programs.layer(&ours, &theirs)
        });
    Ok(Layers {
        rows: rows.collect::<Result<_>>()?,
    })
}

/// Sums the turns of a program up.
///
/// # Errors
/// If there is none.
pub fn timed<P>(turns: Vec<Turn<P>>) -> Result<Timed<P>> {
    let over_turns = |of: fn(&Turn<P>) -> Spread| {
        let spreads: Vec<Spread> = turns.iter().map(of).collect();
        let medians: Vec<f64> = spreads.iter().map(|spread| spread.median).collect();
        SpreadOfTurns {
            median: median(medians.clone()),
            min: spreads.iter().map(|s| s.min).fold(f64::INFINITY, f64::min),
            max: spreads.iter().map(|s| s.max).fold(0.0, f64::max),
            medians_of_turns: medians,
        }
    };
    let train_step_seconds = over_turns(|turn| turn.train_step_seconds);
    let inference_seconds = over_turns(|turn| turn.inference_seconds);
    let count = turns.len();
    let first = turns.into_iter().next();
    Ok(Timed {
        program: first.context("a program needs a turn")?.program,
        turns: count,
        train_step_seconds,
        inference_seconds,
    })
}

/// The speeds, for whoever records to look at.
pub(crate) fn report(comparison: &Comparison) -> String {
    let of = |program: &str, times: fn(&TimesFaster) -> f64| {
        let times = [
            times(&comparison.times_faster_train_step),
            times(&comparison.times_faster_inference),
        ];
        let [train_step, inference] = times.map(|times| format!("{times:.2}"));
        vec![program.to_owned(), train_step, inference]
    };
    let rows = [
        of("PyTorch", |times| times.pytorch),
        of("Keras", |times| times.keras),
        of("by hand", |times| times.by_hand),
        of("candle-nn", |times| times.candle),
        of("PyTorch, packed, to ours with a mask", |times| times.pytorch_packed),
    ];
    let header = [
        ("times as long as ours", Align::Left),
        ("training step", Align::Right),
        ("inference", Align::Right),
    ];
    table(&header, &rows)
}

/// The programs that take turns.
struct Programs {
    /// The root of the checkout, in which they run.
    root: PathBuf,
    /// This program.
    this: PathBuf,
    /// Python with the other libraries.
    interpreter: PathBuf,
}

impl Programs {
    fn find() -> Result<Self> {
        let root = checkout::root()?;
        let interpreter = root.join(ENVIRONMENT).join("bin/python");
        ensure!(
            interpreter.is_file(),
            "the comparison needs PyTorch and Keras, and there is no {}; make it with\n\
             python3 -m venv {ENVIRONMENT}\n\
             {ENVIRONMENT}/bin/pip install -r {PROGRAMS}/requirements.txt",
            interpreter.display()
        );
        Ok(Self {
            root,
            this: std::env::current_exe().context("this program has no path")?,
            interpreter,
        })
    }

    /// A layer here and in PyTorch, with glibc as it is and told to keep its memory.
    fn layer(&self, ours: &[&str], theirs: &[&str]) -> Result<LayerRow> {
        let mut turns = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..5 {
            turns
                .0
                .push(self.output(Command::new(&self.this).args(ours))?);
            let script = Path::new(PROGRAMS).join("pytorch_layer.py");
            let mut pytorch = Command::new(&self.interpreter);
            pytorch.arg(script).args(theirs);
            turns.1.push(self.output(&mut pytorch)?);
            turns.2.push(self.output(pytorch.envs(KEEP_MEMORY))?);
        }
        Ok(LayerRow {
            ours: timed(turns.0)?,
            pytorch: timed(turns.1)?,
            pytorch_keeping_memory: timed(turns.2)?,
        })
    }

    /// A turn of this program.
    fn bench(&self, options: &[&str]) -> Result<Turn<Bench>> {
        let mut command = Command::new(&self.this);
        self.output(command.args(["bench", "--json"]).args(options))
    }

    /// A turn of another library.
    fn python(&self, program: &str, options: &[&str]) -> Result<Turn<Library>> {
        let mut command = Command::new(&self.interpreter);
        self.output(command.arg(Path::new(PROGRAMS).join(program)).args(options))
    }

    /// Makes room for the batch of the next turn.
    fn remove_ids(&self) -> Result<()> {
        match fs::remove_file(self.root.join(IDS)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {IDS}"))
            }
            _ => Ok(()),
        }
    }

    /// What a program prints as JSON.
    fn output<T: DeserializeOwned>(&self, command: &mut Command) -> Result<T> {
        program::tell(format_args!("{command:?}"));
        measured_by(command.current_dir(&self.root))
    }
}
