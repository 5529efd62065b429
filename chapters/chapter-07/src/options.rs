//! The command line.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chapter_02::practice;
use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use course::tutorial;
use program::options::{Data, DataOptions, size, threads};
use program::record::RecordOptions;

use crate::checkpoint;
use crate::classifier::Engine;

/// Trains the tutorial's sentiment classifier and asks it about a text.
///
/// Without a command it trains: on the practice corpus, which is built in, or with `--data imdb` on
/// the real reviews.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    args_override_self = true
)]
pub struct Options {
    /// What to do instead of training.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to train.
    #[command(flatten)]
    pub training: TrainingOptions,
}

/// What the program can do besides training.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Asks a trained model whether a review is positive
    Predict(PredictOptions),
    /// Measures once more what the pages cite
    Record(RecordOptions),
}

/// Epochs, steps and Adam's step size that fit the corpus, chosen on its validation part.
fn defaults(data: Data) -> (usize, usize, f64) {
    match data {
        Data::Practice => (7, practice::MAX_LEN, 0.003),
        Data::Imdb => (3, tutorial::MAX_LEN, 0.001),
    }
}

/// How to train.
#[derive(Debug, Args)]
pub struct TrainingOptions {
    /// Which reviews to train on.
    #[command(flatten)]
    pub reviews: DataOptions,
    /// What every random number comes from
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Implementation of the LSTM; the function is the same
    #[arg(long, value_enum, default_value = "fused")]
    pub engine: Engine,
    /// Times to go through the training reviews [default: 7 for practice, 3 for imdb]
    #[arg(long, value_parser = size)]
    epochs: Option<usize>,
    /// Reviews to a batch
    #[arg(long, default_value_t = tutorial::BATCH_SIZE, value_parser = size)]
    pub batch_size: usize,
    /// Steps that every review is padded or cut to [default: 150 for practice, 512 for imdb]
    #[arg(long, value_parser = size)]
    max_len: Option<usize>,
    /// Adam's step size [default: 0.003 for practice, 0.001 for imdb]
    #[arg(long, value_parser = positive)]
    learning_rate: Option<f64>,
    /// Share of the training reviews to put aside, to choose the epoch by
    #[arg(long, default_value_t = tutorial::VALIDATION_SPLIT, value_parser = share)]
    pub validation_split: f64,
    /// Skip the pads instead of reading them as the tutorial does
    #[arg(long)]
    pub mask: bool,
    #[arg(long, help = practice_size("Training", practice::DEFAULT_TRAIN))]
    train_reviews: Option<usize>,
    #[arg(long, help = practice_size("Test", practice::DEFAULT_TEST))]
    test_reviews: Option<usize>,
    /// Threads to compute with, 1 to 256 [default: one a core]; the numbers do not depend on it
    #[arg(long, value_parser = threads)]
    pub threads: Option<usize>,
    /// Folder for metrics, checkpoint and figures [default: runs/practice or runs/imdb]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
}

/// Where a run leaves its results, and where `predict` looks for a checkpoint.
fn default_folder(data: Data) -> PathBuf {
    Path::new("runs").join(data.name())
}

impl TrainingOptions {
    /// Checks that no option was given that these reviews have no use for.
    ///
    /// # Errors
    /// With the option and what to do.
    pub fn check(&self) -> Result<()> {
        let sizes = [
            ("--train-reviews", self.train_reviews),
            ("--test-reviews", self.test_reviews),
        ];
        let given = sizes.into_iter().find(|(_, size)| size.is_some());
        if let (Data::Imdb, Some((option, _))) = (self.reviews.chosen()?, given) {
            bail!(
                "{option} says how many practice reviews to write, and the IMDB archive has as many \
                 as it has: leave out {option}, or --data imdb"
            );
        }
        Ok(())
    }

    /// Practice reviews to train on and to test with.
    #[must_use]
    pub fn sizes(&self) -> (usize, usize) {
        (
            self.train_reviews.unwrap_or(practice::DEFAULT_TRAIN),
            self.test_reviews.unwrap_or(practice::DEFAULT_TEST),
        )
    }

    /// Folder for metrics, checkpoint and figures.
    #[must_use]
    pub fn out(&self) -> PathBuf {
        let default = || default_folder(self.reviews.data);
        self.out.clone().unwrap_or_else(default)
    }

    /// Times to go through the training reviews.
    #[must_use]
    pub fn epochs(&self) -> usize {
        self.epochs.unwrap_or(defaults(self.reviews.data).0)
    }

    /// Steps that every review is padded or cut to.
    #[must_use]
    pub fn max_len(&self) -> usize {
        self.max_len.unwrap_or(defaults(self.reviews.data).1)
    }

    /// Adam's step size.
    #[must_use]
    pub fn learning_rate(&self) -> f64 {
        self.learning_rate.unwrap_or(defaults(self.reviews.data).2)
    }
}

/// Which model to ask, and what.
#[derive(Debug, Args)]
pub struct PredictOptions {
    /// The review between quotation marks, or - to read it from standard input
    #[arg(allow_hyphen_values = true)]
    pub text: String,
    /// Folder of a run, as given to it with --out [default: the last of runs/practice and runs/imdb]
    #[arg(long, value_name = "FOLDER")]
    run: Option<PathBuf>,
    /// Implementation of the LSTM; the function is the same
    #[arg(long, value_enum, default_value = "fused")]
    pub engine: Engine,
}

impl PredictOptions {
    /// Folder of the run whose model is asked: the one given, or the default folder whose model is the
    /// younger one.
    #[must_use]
    pub fn run(&self) -> PathBuf {
        let age = |run: &PathBuf| {
            let checkpoint = checkpoint::folder(run);
            checkpoint
                .metadata()
                .and_then(|found| found.modified())
                .ok()
        };
        let youngest = || {
            let runs = [Data::Practice, Data::Imdb].map(default_folder);
            // `max_by_key` takes the last of equal ones, and neither may be there.
            runs.into_iter().rev().max_by_key(age).unwrap_or_default()
        };
        self.run.clone().unwrap_or_else(youngest)
    }
}

fn practice_size(part: &str, default: usize) -> String {
    format!(
        "{part} reviews of the practice corpus, an even number [default: {default}]"
    )
}

fn positive(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number > 0.0 && number.is_finite() => Ok(number),
        _ => Err("expected a number above 0".to_owned()),
    }
}

fn share(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number > 0.0 && number < 1.0 => Ok(number),
        _ => Err("expected a number between 0 and 1".to_owned()),
    }
}

/// The names of the engines on the command line; the model itself knows no options.
impl ValueEnum for Engine {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::ByHand, Self::Candle, Self::Fused]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::ByHand => ("by-hand", "Chapter 5's LSTM, step by step"),
            Self::Candle => ("candle", "candle-nn's LSTM"),
            Self::Fused => (
                "fused",
                "Chapter 6's LSTM, one operation with a backward pass of its own",
            ),
        };
        Some(PossibleValue::new(name).help(help))
    }
}
