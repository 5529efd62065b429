//! Training a network on the practice reviews, and asking how far back it can read.

use candle_nn::{Optimizer, SGD};
use chapter_02::{Phenomenon, Side, practice};
use chapter_03::Embedding;
use chapter_03::accuracy::{ByPhenomenon, by_phenomenon, share};
use chapter_03::reviews::{Dataset, Part};
use chapter_03::training::{
    Evaluation, LearningRate, Score, Training, adam, evaluate,
};
use course::parameters::Parameters;
use course::random;
use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use crate::classifier::{Head, SequenceClassifier};
use crate::clipping::Clipped;
use crate::error::Result;
use crate::reader::Reader;
use crate::recurrent::Build;

/// Length of a word's vector, and units of the dense layer behind the recurrent one.
pub const EMBEDDING_DIM: usize = 32;
/// Reviews to a batch.
const BATCH_SIZE: usize = 64;
/// Reviews that are asked at once.
const ASKED_AT_ONCE: usize = 256;

/// What is chosen before a training.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Length of the hidden state.
    pub num_hiddens: usize,
    /// The first step's; it falls evenly to zero.
    pub learning_rate: f64,
    /// How often every review is read.
    pub epochs: usize,
    /// How many of the last ids of a review are read.
    pub max_len: usize,
    /// Where pads stand.
    pub padding: Side,
    /// Whether pads are skipped.
    pub mask: bool,
    /// The length that gradients are clipped to; infinite where they are not.
    pub longest: f64,
    /// Training ends before its time when two epochs in a row reach this validation accuracy.
    pub enough: f64,
    /// What the initial weights and the order of the reviews are drawn from.
    pub seed: u64,
}

impl Settings {
    /// 32 units, 40 epochs, whole reviews, pads in front and skipped, no clipping, to the last epoch.
    #[must_use]
    pub fn new(learning_rate: f64, seed: u64) -> Self {
        Self {
            num_hiddens: 32,
            learning_rate,
            epochs: 40,
            max_len: practice::MAX_LEN,
            padding: Side::Pre,
            mask: true,
            longest: f64::INFINITY,
            enough: f64::INFINITY,
            seed,
        }
    }
}

/// An epoch of a training.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Epoch {
    /// On the training reviews, while the network was changing.
    pub train: Score,
    /// On the validation reviews, after it.
    pub validation: Score,
    /// Accuracy on the validation reviews of each kind.
    pub kinds: ByPhenomenon,
}

/// An embedding, and a new layer of the type `L` on it.
///
/// # Errors
/// If they cannot be built.
pub fn new_layers<L: Build>(
    vocab_size: usize,
    settings: Settings,
    parameters: &mut Parameters,
) -> Result<(Embedding, L)> {
    let embedding =
        Embedding::new(vocab_size, EMBEDDING_DIM, parameters, "embedding")?;
    let num_hiddens = settings.num_hiddens;
    Ok((embedding, L::new(EMBEDDING_DIM, num_hiddens, parameters, "recurrent")?))
}

/// A classifier around an embedding and a layer of the type `L`.
///
/// # Errors
/// If it cannot be built.
pub fn reader_around<L: Build + 'static>(
    (embedding, layer): (Embedding, L),
    settings: Settings,
    parameters: &mut Parameters,
) -> Result<Reader> {
    let head = Head {
        num_outputs: L::num_outputs(settings.num_hiddens),
        dense_units: EMBEDDING_DIM,
        dropout: 0.0,
    };
    let layer = Box::new(layer);
    Ok(Reader {
        layers: SequenceClassifier::new(embedding, layer, head, parameters)?,
        max_len: settings.max_len,
        padding: settings.padding,
        mask: settings.mask,
    })
}

/// A classifier around a new layer of the type `L`.
///
/// # Errors
/// If it cannot be built.
pub fn new_reader<L: Build + 'static>(
    vocab_size: usize,
    settings: Settings,
    parameters: &mut Parameters,
) -> Result<Reader> {
    let layers = new_layers::<L>(vocab_size, settings, parameters)?;
    reader_around(layers, settings, parameters)
}

/// A trained network.
pub struct Learnt {
    /// The network.
    pub reader: Reader,
    /// Its weights by their names.
    pub parameters: Parameters,
    /// How it learnt.
    pub epochs: Vec<Epoch>,
}

impl Learnt {
    /// After the last epoch, on the validation reviews.
    #[must_use]
    pub fn validation(&self) -> Score {
        self.epochs[self.epochs.len() - 1].validation
    }
}

/// Trains a network with a layer of the type `L` with Adam.
///
/// # Errors
/// If training diverges.
pub fn learn<L: Build + 'static>(
    data: &Dataset,
    settings: Settings,
) -> Result<Learnt> {
    let mut parameters = Parameters::new(settings.seed);
    let vocab_size = data.vocabulary.vocab_size();
    let reader = new_reader::<L>(vocab_size, settings, &mut parameters)?;
    let variables = parameters.variables();
    let adam = adam(variables.clone(), settings.learning_rate)?;
    let optimizer = Clipped::of(adam, variables, settings.longest);
    let batches = data.train.len().div_ceil(BATCH_SIZE);
    let learning_rate = LearningRate::Falling {
        from: settings.learning_rate,
        steps: settings.epochs * batches,
    };
    let mut training = training(optimizer, learning_rate, settings.seed);
    let epochs = train(&mut training, &reader, data, settings)?;
    Ok(Learnt {
        reader,
        parameters,
        epochs,
    })
}

fn training<O>(optimizer: O, learning_rate: LearningRate, seed: u64) -> Training<O> {
    Training {
        optimizer,
        learning_rate,
        batch_size: BATCH_SIZE,
        rng: random::stream(seed, "dropout"),
        steps: 0,
    }
}

/// Reads all training reviews again and again, each time in another order.
fn train<O: Optimizer>(
    training: &mut Training<O>,
    reader: &Reader,
    data: &Dataset,
    settings: Settings,
) -> Result<Vec<Epoch>> {
    let mut order = data.train.rows();
    let mut rng = random::stream(settings.seed, "order of the reviews");
    let mut epochs: Vec<Epoch> = Vec::new();
    while epochs.len() < settings.epochs && !is_enough(&epochs, settings.enough) {
        order.shuffle(&mut rng);
        let train = training.train_epoch(reader, &data.train, &order, |_| ())?;
        let Evaluation { score, right, .. } = ask(reader, &data.validation)?;
        epochs.push(Epoch {
            train,
            validation: score,
            kinds: by_phenomenon(&data.validation.phenomena, &right),
        });
    }
    Ok(epochs)
}

/// Whether the last two epochs have reached this validation accuracy.
fn is_enough(epochs: &[Epoch], enough: f64) -> bool {
    let reached = |epoch: &Epoch| epoch.validation.accuracy >= enough;
    epochs.len() >= 2 && epochs[epochs.len() - 2..].iter().all(reached)
}

/// A training by plain descent: the validation scores of its epochs, and the length of every gradient.
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    /// After each epoch.
    pub validation: Vec<Score>,
    /// Before clipping, step by step.
    pub lengths: Vec<f64>,
}

/// Trains a network with a layer of the type `L` by plain gradient descent at one learning rate.
///
/// # Errors
/// If training diverges.
pub fn descend<L: Build + 'static>(
    data: &Dataset,
    settings: Settings,
) -> Result<Descent> {
    let mut parameters = Parameters::new(settings.seed);
    let vocab_size = data.vocabulary.vocab_size();
    let reader = new_reader::<L>(vocab_size, settings, &mut parameters)?;
    let variables = parameters.variables();
    let descent = SGD::new(variables.clone(), settings.learning_rate)?;
    let optimizer = Clipped::of(descent, variables, settings.longest);
    let learning_rate = LearningRate::Constant(settings.learning_rate);
    let mut training = training(optimizer, learning_rate, settings.seed);
    let epochs = train(&mut training, &reader, data, settings)?;
    Ok(Descent {
        validation: epochs.iter().map(|epoch| epoch.validation).collect(),
        lengths: training.optimizer.lengths().to_vec(),
    })
}

/// The answers of a network to the reviews of a part.
///
/// # Errors
/// If the reviews do not fit it.
pub fn ask(reader: &Reader, part: &Part) -> chapter_03::error::Result<Evaluation> {
    evaluate(reader, part, ASKED_AT_ONCE, |_| ())
}

/// How many ids stand behind the last one in which a review and its twin differ, for every review
/// that has one. Twins stand side by side.
// ANCHOR: distances
#[must_use]
pub fn distances(part: &Part) -> Vec<Option<usize>> {
    let mut distances = Vec::new();
    for (i, pair) in part.ids.chunks(2).enumerate() {
        let has_twin = part.phenomena[2 * i] != Some(Phenomenon::Plain);
        let distance = match pair {
            [one, other] if has_twin => {
                let backwards = one.iter().rev().zip(other.iter().rev());
                Some(backwards.take_while(|(a, b)| a == b).count())
            }
            _ => None,
        };
        distances.extend(pair.iter().map(|_| distance));
    }
    distances
}
// ANCHOR_END: distances

/// Kinds that have twins: the one whose verdict is somebody else's to be told apart, and the others.
pub const DISTANT: &[Phenomenon] = &[Phenomenon::Distant];
/// Those whose last difference is mostly in the last sentence, but not always.
pub const OTHERS: &[Phenomenon] = &[Phenomenon::Negation, Phenomenon::Contrast];

/// The accuracy on the twins of some distances.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AtDistance {
    /// The least distance.
    pub from: usize,
    /// The distance behind the greatest.
    pub to: usize,
    /// Reviews of these distances.
    pub reviews: usize,
    /// Right answers over reviews.
    pub accuracy: f64,
}

impl AtDistance {
    /// The middle of its distances.
    #[must_use]
    pub fn middle(&self) -> f64 {
        (self.from + self.to - 1) as f64 / 2.0
    }
}

/// Where one group of distances ends and the next begins.
const BOUNDS: [usize; 8] = [0, 10, 20, 30, 50, 70, 90, 121];

/// The accuracy by distance, over the reviews of some kinds.
#[must_use]
pub fn by_distance(
    part: &Part,
    right: &[bool],
    kinds: &[Phenomenon],
) -> Vec<AtDistance> {
    let asked = |phenomenon: &Option<Phenomenon>| {
        phenomenon.is_some_and(|kind| kinds.contains(&kind))
    };
    let distances: Vec<Option<usize>> = distances(part)
        .into_iter()
        .zip(&part.phenomena)
        .map(|(distance, phenomenon)| distance.filter(|_| asked(phenomenon)))
        .collect();
    let group = |bounds: &[usize]| {
        let (from, to) = (bounds[0], bounds[1]);
        let answers = distances.iter().zip(right);
        let of_group: Vec<bool> = answers
            .filter(|(distance, _)| {
                distance.is_some_and(|d| (from..to).contains(&d))
            })
            .map(|(_, right)| *right)
            .collect();
        AtDistance {
            from,
            to,
            reviews: of_group.len(),
            accuracy: share(&of_group),
        }
    };
    let groups = BOUNDS.windows(2).map(group);
    groups.filter(|group| group.reviews > 0).collect()
}
