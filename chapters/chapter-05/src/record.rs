//! Measures what the pages cite: `cargo run -p chapter-05 -- record`.

use std::time::Instant;

use anyhow::{Context, Result};
use chapter_02::Side;
use chapter_03::accuracy::by_phenomenon;
use chapter_03::reviews::Dataset;
use chapter_04::learning::{
    DISTANT, EMBEDDING_DIM, Learnt, OTHERS, Settings, ask, by_distance, learn,
};
use chapter_04::network::Network;
use chapter_04::recorded::{Distances, Trial};
use chapter_04::sections::held::texts;
use chapter_04::study::{Company, DISTANCES, study_all};
use chapter_04::{Build, IdentityRnn, Rnn};
use course::files::write_whole;
use course::parameters::Parameters;
use course::record;
use program::record::Record;
use rayon::prelude::*;

use crate::backwards::{Backwards, Flipped};
use crate::dropped::{Dropped, Inputs, NewMasks, NewMasksInCell, OneMask};
use crate::forget_bias::ForgetBias;
use crate::gru::Gru;
use crate::lstm::Lstm;
use crate::recorded::{
    self, ForgetBiases, Kept, Networks, OfBias, OfLayer, Run, SideBySide, Times,
    Variant, Variants,
};
use crate::trace::{Gated, GatedTrace};

/// The seeds of what is trained several times; what is tried is tried with the first.
const SEEDS: [u64; 3] = [1, 2, 3];
/// Learning rates to choose from, the same for every layer and those of chapter 4.
const LEARNING_RATES: [f64; 4] = [0.003, 0.001, 0.0003, 0.0001];
/// Units whose gates are shown.
const UNITS: usize = 2;

/// The chapter's records.
pub const RECORDS: &[Record] = &[
    Record {
        name: "side-by-side",
        seed: Some(SEEDS[0]),
        measure: |_| Ok(serde_json::to_value(side_by_side()?)?),
    },
    Record {
        name: "times",
        seed: Some(SEEDS[0]),
        measure: |_| Ok(serde_json::to_value(times()?)?),
    },
    Record {
        name: "networks",
        seed: None, // those of the best trainings of `side-by-side`
        measure: |_| Ok(serde_json::to_value(networks()?)?),
    },
    Record {
        name: "distances-lstm",
        seed: Some(SEEDS[0]),
        measure: |_| Ok(serde_json::to_value(distances_of::<Lstm>()?)?),
    },
    Record {
        name: "distances-gru",
        seed: Some(SEEDS[0]),
        measure: |_| Ok(serde_json::to_value(distances_of::<Gru>()?)?),
    },
    Record {
        name: "forget-bias",
        seed: Some(SEEDS[0]),
        measure: |_| Ok(serde_json::to_value(forget_bias()?)?),
    },
    Record {
        name: "dropout",
        seed: Some(SEEDS[0]),
        measure: |_| Ok(serde_json::to_value(dropout()?)?),
    },
    Record {
        name: "padding",
        seed: Some(SEEDS[0]),
        measure: |_| Ok(serde_json::to_value(padding()?)?),
    },
    Record {
        name: "backwards",
        seed: Some(SEEDS[0]),
        measure: |_| Ok(serde_json::to_value(backwards()?)?),
    },
];

/// Those of every training on the practice corpus: 40 epochs as in chapter 4, clipped, and no longer than
/// it takes.
fn settings(learning_rate: f64, seed: u64) -> Settings {
    Settings {
        longest: 1.0,
        enough: 0.999,
        ..Settings::new(learning_rate, seed)
    }
}

/// Trains a network.
type Train = fn(&Dataset, Settings) -> chapter_04::Result<Learnt>;

/// All layers on the same reviews, with the same trials.
///
/// # Errors
/// If training diverges.
fn side_by_side() -> Result<SideBySide> {
    let data = Dataset::practice()?;
    let layers: [(&str, Train, usize); 4] = [
        ("tanh RNN", learn::<Rnn>, count::<Rnn>()?),
        ("identity RNN", learn::<IdentityRnn>, count::<IdentityRnn>()?),
        ("LSTM", learn::<Lstm>, count::<Lstm>()?),
        ("GRU", learn::<Gru>, count::<Gru>()?),
    ];
    let of_layer = |(name, train, parameters): &(&str, Train, usize)| {
        of_layer(&data, name, *train, *parameters)
    };
    let of_layers = layers.par_iter().map(of_layer);
    Ok(SideBySide {
        layers: of_layers.collect::<Result<_>>()?,
    })
}

/// The parameters of a layer as the networks of the record have it.
fn count<L: Build>() -> Result<usize> {
    let mut parameters = Parameters::new(0);
    let num_hiddens = Settings::new(0.0, 0).num_hiddens;
    L::new(EMBEDDING_DIM, num_hiddens, &mut parameters, "layer")?;
    Ok(parameters.count())
}

/// Tries the learning rates, then trains with the best and every seed.
fn of_layer(
    data: &Dataset,
    name: &str,
    train: Train,
    parameters: usize,
) -> Result<OfLayer> {
    let trial = |learning_rate: &f64| -> Result<Trial> {
        let settings = settings(*learning_rate, SEEDS[0]);
        let last = train(data, settings)?.validation();
        Ok(Trial {
            learning_rate: *learning_rate,
            validation_loss: last.loss,
            validation_accuracy: last.accuracy,
        })
    };
    let trials: Vec<Trial> = LEARNING_RATES
        .par_iter()
        .map(trial)
        .collect::<Result<_>>()?;
    let loss = |trial: &&Trial| trial.validation_loss;
    let best = trials.iter().min_by(|a, b| loss(a).total_cmp(&loss(b)));
    let learning_rate = best.context("no trial")?.learning_rate;
    let runs = runs(data, train, settings(learning_rate, 0))?;
    let by_distance = |kinds| {
        let right = runs.iter().map(|(_, right)| right);
        let of_runs = right.map(|right| by_distance(&data.test, right, kinds));
        of_runs.collect()
    };
    Ok(OfLayer {
        name: name.to_owned(),
        parameters,
        distant: by_distance(DISTANT),
        others: by_distance(OTHERS),
        runs: runs.into_iter().map(|(run, _)| run).collect(),
        trials,
        learning_rate,
    })
}

/// A training with each seed.
fn runs(
    data: &Dataset,
    train: Train,
    settings: Settings,
) -> Result<Vec<(Run, Vec<bool>)>> {
    let run = |seed: &u64| {
        run(
            data,
            train,
            Settings {
                seed: *seed,
                ..settings
            },
        )
    };
    SEEDS.par_iter().map(run).collect()
}

/// And which test reviews it is right about.
fn run(
    data: &Dataset,
    train: Train,
    settings: Settings,
) -> Result<(Run, Vec<bool>)> {
    let learnt = train(data, settings)?;
    let right = ask(&learnt.reader, &data.test)?.right;
    let run = Run {
        seed: settings.seed,
        epochs: learnt.epochs.len(),
        validation_loss: learnt.validation().loss,
        test: by_phenomenon(&data.test.phenomena, &right),
    };
    Ok((run, right))
}

/// How long an epoch takes, one layer after the other and all of it once more: the faster of the two.
///
/// # Errors
/// If training diverges.
fn times() -> Result<Times> {
    let data = Dataset::practice()?;
    let once = |train: Train| -> Result<f64> {
        let start = Instant::now();
        let epochs = 1;
        train(
            &data,
            Settings {
                epochs,
                ..settings(0.001, SEEDS[0])
            },
        )?;
        Ok(start.elapsed().as_secs_f64())
    };
    let all = || -> Result<[f64; 3]> {
        Ok([
            once(learn::<Rnn>)?,
            once(learn::<Lstm>)?,
            once(learn::<Gru>)?,
        ])
    };
    let (first, second) = (all()?, all()?);
    let [rnn, lstm, gru] = [0, 1, 2].map(|i| f64::min(first[i], second[i]));
    Ok(Times { rnn, lstm, gru })
}

/// The best training of each of the layers with gates once more, its weights kept.
///
/// # Errors
/// If training diverges, or the weights cannot be written.
fn networks() -> Result<Networks> {
    Ok(Networks {
        lstm: network::<Lstm>("LSTM", "lstm")?,
        gru: network::<Gru>("GRU", "gru")?,
    })
}

fn network<L: Build + Gated + Clone + 'static>(
    name: &str,
    file: &str,
) -> Result<Kept> {
    let data = Dataset::practice()?;
    let settings = best(name)?;
    let learnt = learn::<L>(&data, settings)?;
    let weights = learnt.parameters.to_safetensors()?;
    write_whole(&record::weights_path("chapter-05", file)?, &weights)?;
    let network =
        Network::<L>::with_weights(data.vocabulary.vocab_size(), &weights)?;
    let trace = |text: &String| GatedTrace::of(&network, &data.vocabulary, text);
    let traces = texts()?.iter().map(trace).collect::<Result<Vec<_>, _>>()?;
    let [.., one, other] = traces.as_slice() else {
        anyhow::bail!("no twins to trace");
    };
    let units = one.trace.most_different(&other.trace, UNITS);
    let right = ask(&network.reader, &data.test)?.right;
    Ok(Kept {
        seed: settings.seed,
        test: by_phenomenon(&data.test.phenomena, &right),
        traces: traces.iter().map(|trace| trace.of_units(&units)).collect(),
        units,
    })
}

/// The settings of a layer's training with the least validation loss.
fn best(name: &str) -> Result<Settings> {
    let layers = recorded::side_by_side()?.measured.layers;
    let layer = layers.iter().find(|layer| layer.name == name);
    let layer = layer.context("this layer is not recorded")?;
    let loss = |run: &&Run| run.validation_loss;
    let best = layer.runs.iter().min_by(|a, b| loss(a).total_cmp(&loss(b)));
    Ok(settings(layer.learning_rate, best.context("no training")?.seed))
}

/// What a layer of the type `L` learns at each distance, with distant reviews alone and with others.
///
/// # Errors
/// If training diverges.
fn distances_of<L: Build + 'static>() -> Result<Distances> {
    Ok(Distances {
        studied: study_all::<L>(&DISTANCES, &[Company::Alone, Company::Mixed])?,
    })
}

/// Other biases than 1, which the record `distances-lstm` has.
///
/// # Errors
/// If training diverges.
fn forget_bias() -> Result<ForgetBiases> {
    let (near, alone) = ([20, 40, 80], [Company::Alone]);
    let of_bias = |bias, studied| OfBias { bias, studied };
    Ok(ForgetBiases {
        biases: vec![
            of_bias(0, study_all::<ForgetBias<0>>(&near, &alone)?),
            of_bias(3, study_all::<ForgetBias<3>>(&near, &alone)?),
            of_bias(5, study_all::<ForgetBias<5>>(&near, &alone)?),
        ],
    })
}

/// Trainings of one kind after the other, each with every seed.
fn variants(data: &Dataset, kinds: &[(&str, Train, Settings)]) -> Result<Variants> {
    let variant = |(name, train, settings): &(&str, Train, Settings)| {
        let runs = runs(data, *train, *settings)?;
        Ok(Variant {
            name: (*name).to_owned(),
            runs: runs.into_iter().map(|(run, _)| run).collect(),
        })
    };
    Ok(Variants {
        variants: kinds.par_iter().map(variant).collect::<Result<_>>()?,
    })
}

/// An LSTM that drops values here or there.
///
/// # Errors
/// If training diverges.
fn dropout() -> Result<Variants> {
    let settings = ten_epochs()?;
    let kinds: [(&str, Train, Settings); 5] = [
        ("none", learn::<Lstm>, settings),
        ("inputs", learn::<Dropped<Inputs>>, settings),
        ("hidden state, one mask", learn::<Dropped<OneMask>>, settings),
        ("hidden state, new masks", learn::<Dropped<NewMasks>>, settings),
        ("cell state, new masks", learn::<Dropped<NewMasksInCell>>, settings),
    ];
    variants(&Dataset::practice()?, &kinds)
}

/// Pads on either side, skipped or read.
///
/// # Errors
/// If training diverges.
fn padding() -> Result<Variants> {
    let settings = ten_epochs()?;
    let padded = |padding, mask| Settings {
        padding,
        mask,
        ..settings
    };
    let kinds: [(&str, Train, Settings); 4] = [
        ("in front, skipped", learn::<Lstm>, padded(Side::Pre, true)),
        ("in front, read", learn::<Lstm>, padded(Side::Pre, false)),
        ("at the back, skipped", learn::<Lstm>, padded(Side::Post, true)),
        ("at the back, read", learn::<Lstm>, padded(Side::Post, false)),
    ];
    variants(&Dataset::practice()?, &kinds)
}

/// A backward layer, and one that is handed flipped pads.
///
/// # Errors
/// If training diverges.
fn backwards() -> Result<Variants> {
    let settings = ten_epochs()?;
    let kinds: [(&str, Train, Settings); 2] = [
        ("words reversed", learn::<Backwards<Lstm>>, settings),
        ("pads flipped too", learn::<Flipped<Lstm>>, settings),
    ];
    variants(&Dataset::practice()?, &kinds)
}

/// The LSTM's of the record `side-by-side`, for ten epochs.
fn ten_epochs() -> Result<Settings> {
    let epochs = 10;
    Ok(Settings {
        epochs,
        ..best("LSTM")?
    })
}
