//! All of it in order, as the program does.

use std::io::{Read, Write};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use candle_nn::Optimizer;
use chapter_02::{Corpus, Unlabelled, practice, read_archive};
use chapter_03::VectorError;
use chapter_03::reviews::{Dataset, Part};
use chapter_03::training::{Evaluation, LearningRate, Score, Training, evaluate};
use chapter_06::Adam;
use course::parameters::Parameters;
use course::random;
use course::record::{Provenance, Recorded};
use program::options::Data;
use program::terminal::progress_bar;
use program::{data, typed};
use rand::seq::SliceRandom;

use crate::baseline;
use crate::checkpoint::{self, About};
use crate::classifier::{Classifier, Configuration};
use crate::dataset::{dataset, lengths};
use crate::figures::Figures;
use crate::metrics::{
    Epoch, Metrics, Reviews, Seconds, Test, by_phenomenon, epoch_line, header,
};
use crate::options::{PredictOptions, TrainingOptions};
use crate::prediction::predict;
use crate::run_folder::RunFolder;
use crate::unsure::Unsure;

/// Trains, evaluates, and writes metrics, checkpoint and figures to the folder `--out`.
///
/// # Errors
/// If the data cannot be had, training diverges, or the folder cannot be written to.
pub fn train(
    options: &TrainingOptions,
    out: &mut dyn Write,
) -> Result<Recorded<Metrics>> {
    let start = Instant::now();
    let mut seconds = Seconds::default();
    options.check()?;
    let model = Configuration {
        mask: options.mask,
        ..Configuration::tutorial(options.max_len())
    };
    let out_folder = options.out();
    let mut folder = RunFolder::open(&out_folder, &model)?;
    let name = options.reviews.data.name();
    if let Some(earlier) = folder.earlier().filter(|model| model.data != name) {
        program::tell(format_args!(
            "note: the model in {} of the {} reviews makes room for this one after the first epoch",
            out_folder.display(),
            earlier.data
        ));
    }
    let corpus = read_corpus(options)?;
    let dataset =
        dataset(&corpus, model.num_words, model.max_len, options.validation_split)?;
    drop(corpus);
    seconds.data = start.elapsed().as_secs_f64();

    let reviews = Reviews {
        train: dataset.train.len(),
        validation: dataset.validation.len(),
    };
    let vocab_size = dataset.vocabulary.vocab_size();
    write!(
        out,
        "{}",
        header(
            name,
            options.engine,
            reviews,
            dataset.test.len(),
            &model,
            vocab_size
        )
    )?;
    out.flush()?;

    let mut parameters = Parameters::new(options.seed);
    let classifier =
        Classifier::new(model.clone(), options.engine, &mut parameters)?;
    let stage = Instant::now();
    let (epochs, best_epoch) =
        fit(options, &classifier, &parameters, &dataset, &mut folder, out)?;
    seconds.train = stage.elapsed().as_secs_f64();

    let stage = Instant::now();
    let evaluation =
        evaluate_with_bar(&classifier, &dataset.test, options.batch_size)?;
    seconds.test = stage.elapsed().as_secs_f64();

    let stage = Instant::now();
    let phenomena = if dataset.test.phenomena.iter().any(Option::is_some) {
        let baseline = baseline::train_and_evaluate(
            &dataset,
            options.seed,
            options.batch_size,
        )?;
        by_phenomenon(&dataset.test.phenomena, &evaluation.right, &baseline.right)
    } else {
        Default::default()
    };
    seconds.baseline = stage.elapsed().as_secs_f64();
    seconds.total = start.elapsed().as_secs_f64();

    let figures = Figures::draw(&lengths(&dataset.train), &epochs)?;
    let metrics = Metrics {
        data: name.to_owned(),
        engine: options.engine,
        threads: rayon::current_num_threads(),
        batch_size: options.batch_size,
        learning_rate: options.learning_rate(),
        model,
        vocab_size,
        reviews,
        epochs,
        best_epoch,
        test: Test {
            loss: evaluation.score.loss,
            accuracy: evaluation.score.accuracy,
            reviews: dataset.test.len(),
        },
        phenomena,
        seconds,
        figures: figures.sha256(),
    };
    let recorded = Recorded {
        provenance: Provenance {
            seed: Some(options.seed),
            seconds: Some(seconds.total),
            ..Provenance::of_this_run()
        },
        measured: metrics,
    };
    // Written before it is printed, in case the output is closed; printed even if it cannot be written.
    let finished = folder.finish(&recorded, &figures);
    write!(out, "{}", recorded.measured.closing())?;
    finished?;
    writeln!(
        out,
        "metrics, checkpoint and figures are in {}",
        out_folder.display()
    )?;
    Ok(recorded)
}

/// Trains epoch by epoch, keeps the weights of the epoch with the least validation loss on disk, and
/// leaves them in the model. Returns the epochs and the number of the kept one.
fn fit(
    options: &TrainingOptions,
    classifier: &Classifier,
    parameters: &Parameters,
    dataset: &Dataset,
    folder: &mut RunFolder,
    out: &mut dyn Write,
) -> Result<(Vec<Epoch>, usize)> {
    let learning_rate = options.learning_rate();
    let mut training = Training {
        optimizer: Adam::new(parameters.variables(), learning_rate)?,
        learning_rate: LearningRate::Constant(learning_rate),
        batch_size: options.batch_size,
        rng: random::stream(options.seed, "dropout"),
        steps: 0,
    };
    let mut rng = random::stream(options.seed, "order");
    let mut epochs = Vec::new();
    let mut best: Option<(f64, usize)> = None;
    let mut best_weights = parameters.snapshot()?;
    for number in 1..=options.epochs() {
        let start = Instant::now();
        let mut order = dataset.train.rows();
        order.shuffle(&mut rng);
        let train =
            train_with_bar(&mut training, classifier, &dataset.train, &order)?;
        let answers =
            evaluate_with_bar(classifier, &dataset.validation, options.batch_size)?;
        let validation = answers.score;
        let seconds = start.elapsed().as_secs_f64();
        let epoch = Epoch {
            train,
            validation,
            seconds,
        };
        write!(out, "{}", epoch_line(number, options.epochs(), &epoch))?;
        out.flush()?;
        epochs.push(epoch);
        // ANCHOR: keep
        if best.is_none_or(|(loss, _)| validation.loss < loss) {
            best = Some((validation.loss, number));
            best_weights = parameters.snapshot()?;
            let about = About {
                model: classifier.configuration().clone(),
                data: options.reviews.data.name().to_owned(),
                seed: options.seed,
                epoch: number,
                unsure: Unsure::chosen_on(&answers),
            };
            folder.save(&about, &dataset.vocabulary, parameters)?;
        }
        // ANCHOR_END: keep
    }
    parameters.restore(&best_weights)?;
    let (_, best_epoch) =
        best.context("there was no epoch: give --epochs at least 1")?;
    Ok((epochs, best_epoch))
}

/// An epoch of training, with a bar that shows the score so far.
fn train_with_bar(
    training: &mut Training<Adam>,
    classifier: &Classifier,
    part: &Part,
    order: &[u32],
) -> Result<Score> {
    let bar = progress_bar(order.len().div_ceil(training.batch_size), "training");
    let score = training.train_epoch(classifier, part, order, |score| {
        bar.set_message(format!(
            "loss {:.4} accuracy {:.4}",
            score.loss, score.accuracy
        ));
        bar.inc(1);
    });
    bar.finish_and_clear();
    score.map_err(advice)
}

/// An evaluation with a bar.
fn evaluate_with_bar(
    classifier: &Classifier,
    part: &Part,
    batch_size: usize,
) -> Result<Evaluation> {
    let bar = progress_bar(part.len().div_ceil(batch_size), "evaluating");
    let evaluation = evaluate(classifier, part, batch_size, |_| bar.inc(1));
    bar.finish_and_clear();
    evaluation.map_err(advice)
}

/// What to do about a training that diverges, in the words of the command line.
fn advice(error: VectorError) -> anyhow::Error {
    match error {
        VectorError::Diverged { loss, .. } => anyhow!(
            "the loss is {loss}: training has diverged; try a smaller --learning-rate"
        ),
        error => error.into(),
    }
}

fn read_corpus(options: &TrainingOptions) -> Result<Corpus> {
    match options.reviews.chosen()? {
        Data::Practice => {
            let (train, test) = options.sizes();
            practice::corpus(practice::SEED, train, test)
                .context("wrong --train-reviews or --test-reviews")
        }
        Data::Imdb => {
            let archive = data::imdb(&options.reviews.place)?;
            let (corpus, notes) = read_archive(&archive, Unlabelled::Skip)?;
            if notes != Default::default() {
                program::tell(format_args!("note: {notes}"));
            }
            Ok(corpus)
        }
    }
}

/// Loads a run's checkpoint and prints what it makes of a text, and which run's it is.
///
/// # Errors
/// If there is no whole checkpoint, or the text has no words that the model knows.
pub fn ask(options: &PredictOptions, out: &mut dyn Write) -> Result<()> {
    let text = match options.text.as_str() {
        "-" => read_standard_input()?,
        text => text.to_owned(),
    };
    let run = options.run();
    let checkpoint = checkpoint::load(&checkpoint::folder(&run), options.engine)?;
    writeln!(out, "{}", predict(&checkpoint, &typed::tidy(&text))?)?;
    let About { data, epoch, .. } = &checkpoint.about;
    writeln!(
        out,
        "asked: the model in {}, after epoch {epoch} on the {data} reviews",
        run.display()
    )?;
    Ok(())
}

fn read_standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .context("cannot read the review from standard input")?;
    typed::decode(&bytes).context("standard input")
}
