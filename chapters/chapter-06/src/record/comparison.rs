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

use clap::ValueEnum;

use super::clock::median;
use super::engine::Engine;
use crate::arithmetic::Counts;
use crate::recorded::{
    Bench, Comparison, LayerRow, Layers, Library, Opponent, PackedAt, Spread,
    SpreadOfTurns, Timed, TimesFaster, Turn,
};
use crate::sections::how_fast;
use crate::workload::batch_like_imdb;
use course::tutorial::{BATCH_SIZE, MAX_LEN};

/// The Python environment with the other libraries, in the checkout.
const ENVIRONMENT: &str = "target/comparison";
/// The programs that time the other libraries.
const PROGRAMS: &str = "chapters/chapter-06/comparison";
/// The batch, for the other libraries.
const IDS: &str = "target/comparison.ids";

/// Environment variables and their values.
type Variables = &'static [(&'static str, &'static str)];

/// Programs of the other libraries with what makes them faster, as somebody who knows them would run
/// them.
const OPPONENTS: [(&str, &str, &[&str], Variables); 7] = [
    ("PyTorch, keeping memory", "pytorch_step.py", &["front"], &KEEP_MEMORY),
    (
        "PyTorch, jemalloc",
        "pytorch_step.py",
        &["front"],
        &[("LD_PRELOAD", JEMALLOC)],
    ),
    ("PyTorch, torch.compile", "pytorch_step.py", &["front", "compile"], &[]),
    ("PyTorch, fused Adam", "pytorch_step.py", &["front", "fused-adam"], &[]),
    (
        "PyTorch, denormals flushed",
        "pytorch_step.py",
        &["front", "flush-denormal"],
        &[],
    ),
    ("Keras, keeping memory", "keras_step.py", &[], &KEEP_MEMORY),
    ("Keras, jit_compile", "keras_step.py", &["jit"], &[]),
];

/// Another allocator, as Debian installs it (`libjemalloc2`).
const JEMALLOC: &str = "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2";

/// Timed steps of a turn, as `timing.py` has it.
const STEPS: &str = "7";
/// Turns of each program.
const TURNS: usize = 5;

/// The lengths at which PyTorch's packed sequences are timed.
const PACKED_TIMES: [usize; 4] = [64, 128, 256, 512];

/// Runs all programs: most of an hour, on a machine that does nothing else.
///
/// # Errors
/// If there is no Python environment with the other libraries, or a program fails.
pub(crate) fn measure() -> Result<Comparison> {
    ensure!(
        Path::new(JEMALLOC).is_file(),
        "the comparison tries PyTorch with another allocator, and there is no {JEMALLOC}; \
         apt-get install libjemalloc2"
    );
    let programs = Programs::find()?;
    let engines = Engine::value_variants();
    let mut ladder = vec![Vec::new(); engines.len()];
    let (mut pytorch, mut keras) = (Vec::new(), Vec::new());
    let (mut fused_masked, mut pytorch_packed) = (Vec::new(), Vec::new());
    let mut opponents = OPPONENTS.map(|_| Vec::new());
    for _ in 0..TURNS {
        programs.remove_ids()?;
        programs.bench(&["--write-ids", IDS])?;
        for (engine, turns) in engines.iter().zip(&mut ladder) {
            turns.push(programs.bench(&["--engine", &engine.name()])?);
        }
        fused_masked.push(programs.bench(&["--padding", "masked"])?);
        pytorch.push(programs.python("pytorch_step.py", &[IDS, "front"], &[])?);
        pytorch_packed.push(programs.python(
            "pytorch_step.py",
            &[IDS, "masked"],
            &[],
        )?);
        keras.push(programs.python("keras_step.py", &[IDS], &[])?);
        for ((_, program, options, variables), turns) in
            OPPONENTS.iter().zip(&mut opponents)
        {
            let options: Vec<&str> =
                [IDS].iter().chain(options.iter()).copied().collect();
            turns.push(programs.python(program, &options, variables)?);
        }
    }
    let mut ladder: Vec<Timed<Bench>> =
        ladder.into_iter().map(timed).collect::<Result<_>>()?;
    let fused = ladder.pop().context("the ladder has a last rung")?;
    let rungs = ladder.split_off(2);
    let (by_hand, candle) = (ladder.pop(), ladder.pop());
    let (by_hand, candle) = by_hand.zip(candle).context("it has two first rungs")?;
    let opponents = OPPONENTS.iter().zip(opponents);
    let opponents = opponents.map(|((name, ..), turns)| {
        Ok(Opponent {
            name: (*name).to_owned(),
            timed: timed(turns)?,
        })
    });
    let opponents = opponents.collect::<Result<_>>()?;
    let (pytorch, keras) = (timed(pytorch)?, timed(keras)?);
    let (fused_masked, pytorch_packed) =
        (timed(fused_masked)?, timed(pytorch_packed)?);
    let packed = PACKED_TIMES.map(|time| programs.packed(time));
    let packed_by_time = packed.into_iter().collect::<Result<_>>()?;
    let [times_faster_train_step, times_faster_inference] =
        [0, 1].map(|stage| TimesFaster {
            pytorch: pytorch.medians()[stage] / fused.medians()[stage],
            keras: keras.medians()[stage] / fused.medians()[stage],
            by_hand: by_hand.medians()[stage] / fused.medians()[stage],
            candle: candle.medians()[stage] / fused.medians()[stage],
            pytorch_packed: pytorch_packed.medians()[stage]
                / fused_masked.medians()[stage],
        });
    let (ids, _) = batch_like_imdb(BATCH_SIZE, MAX_LEN)?;
    Ok(Comparison {
        batch: Counts::of(&ids)?,
        fused,
        pytorch,
        keras,
        fused_masked,
        pytorch_packed,
        by_hand,
        candle,
        rungs,
        opponents,
        packed_by_time,
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
            let mut ours = vec!["layer", "--json", "--cell", cell];
            ours.extend(["--layers", &layers, "--hiddens", &num_hiddens]);
            ours.extend(["--steps", STEPS]);
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
        let faults = spreads.iter().map(|spread| spread.page_faults);
        SpreadOfTurns {
            page_faults: faults.collect::<Option<_>>().map(median),
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
    table(&header, &rows) + &how_fast::table_of_rungs(comparison)
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
        for _ in 0..TURNS {
            turns
                .0
                .push(self.output(Command::new(&self.this).args(ours))?);
            let pytorch =
                |variables| self.python("pytorch_layer.py", theirs, variables);
            turns.1.push(pytorch(&[])?);
            turns.2.push(pytorch(&KEEP_MEMORY)?);
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
        self.output(
            command
                .args(["bench", "--json", "--steps", STEPS])
                .args(options),
        )
    }

    /// A turn of another library, with these environment variables.
    fn python(
        &self,
        program: &str,
        options: &[&str],
        variables: &[(&str, &str)],
    ) -> Result<Turn<Library>> {
        let mut command = Command::new(&self.interpreter);
        command.arg(Path::new(PROGRAMS).join(program)).args(options);
        self.output(command.envs(variables.iter().copied()))
    }

    /// A layer of PyTorch over so many steps, packed and padded.
    fn packed(&self, time: usize) -> Result<PackedAt> {
        let steps = time.to_string();
        let seconds = |how: &str| {
            let options = [&*steps, how];
            let turn = self.python("pytorch_packed.py", &options, &[])?;
            anyhow::Ok(turn.train_step_seconds)
        };
        Ok(PackedAt {
            time,
            packed: seconds("packed")?,
            padded: seconds("padded")?,
        })
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
