//! A trained model on disk: weights, vocabulary, and a description that binds them.
//!
//! The description holds the SHA-256 of the other two files. So the weights of one run beside the
//! vocabulary of another are found out, even where they fit in size.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use candle_core::{Device, Tensor, safetensors};
use chapter_02::{Vocabulary, VocabularyError, VocabularyFault};
use course::files;
use course::parameters::Parameters;
use course::text::hexadecimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::classifier::{Classifier, Configuration, Engine};
use crate::unsure::Unsure;

const WEIGHTS: &str = "model.safetensors";
const VOCABULARY: &str = "vocabulary.txt";
const CONFIGURATION: &str = "configuration.json";

/// The files of a checkpoint.
pub const FILES: [&str; 3] = [WEIGHTS, VOCABULARY, CONFIGURATION];

/// A model that was loaded.
pub struct Checkpoint {
    /// The model with its trained weights.
    pub classifier: Classifier,
    /// What is known about it.
    pub about: About,
    /// What its ids mean.
    pub vocabulary: Vocabulary,
}

/// What is known about a trained model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// How it reads.
    pub model: Configuration,
    /// `practice` or `imdb`: the reviews that it was trained on.
    pub data: String,
    /// What every random number of its training came from.
    pub seed: u64,
    /// The epoch after which these were its weights, counted from 1.
    pub epoch: usize,
    /// The probabilities that are no answer, chosen on its validation reviews.
    pub unsure: Unsure,
}

/// The contents of `configuration.json`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    about: About,
    sha256: Hashes,
}

/// The SHA-256 of the files beside the description, in hexadecimal digits.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hashes {
    model: String,
    vocabulary: String,
}

/// The folder of a run's checkpoint.
#[must_use]
pub fn folder(out: &Path) -> PathBuf {
    out.join("checkpoint")
}

/// The files of a checkpoint, each with its contents.
///
/// # Errors
/// If the weights cannot be read from the model.
pub fn contents(
    about: &About,
    vocabulary: &Vocabulary,
    parameters: &Parameters,
) -> Result<[(&'static str, Vec<u8>); 3]> {
    let weights = parameters.to_safetensors()?;
    let vocabulary = vocabulary.to_text().into_bytes();
    let description = Description {
        about: about.clone(),
        sha256: Hashes {
            model: sha256(&weights),
            vocabulary: sha256(&vocabulary),
        },
    };
    let description = serde_json::to_string_pretty(&description)?;
    Ok([
        (WEIGHTS, weights),
        (VOCABULARY, vocabulary),
        (CONFIGURATION, description.into_bytes()),
    ])
}

fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Checks that `folder` holds a whole checkpoint and nothing else, as a run has written it.
///
/// # Errors
/// With the first file that it cannot have written.
pub fn check_own(folder: &Path) -> Result<()> {
    let entries = folder
        .read_dir()
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| {
            format!("cannot read the folder {}", folder.display())
        })?;
        let path = entry.path();
        let is_ours = FILES.iter().any(|name| entry.file_name() == *name)
            && entry.file_type().is_ok_and(|kind| kind.is_file());
        ensure!(is_ours, "{} is not a file of a checkpoint", path.display());
    }
    let sha256_in = description(folder)?.sha256;
    for (name, hash) in [
        (WEIGHTS, sha256_in.model),
        (VOCABULARY, sha256_in.vocabulary),
    ] {
        let path = folder.join(name);
        ensure!(
            sha256(&files::read(&path)?) == hash,
            "{} has changed since the run wrote it",
            path.display()
        );
    }
    Ok(())
}

/// What is known about the model in `folder`.
///
/// # Errors
/// If there is no description of one.
pub fn about(folder: &Path) -> Result<About> {
    Ok(description(folder)?.about)
}

/// Reads the checkpoint in `folder`.
///
/// # Errors
/// If there is none, or a file is missing, cut short or does not fit the others; the message names
/// the file.
pub fn load(folder: &Path, engine: Engine) -> Result<Checkpoint> {
    check_there(folder)?;
    let Description {
        about,
        sha256: hashes,
    } = description(folder)?;
    let (vocabulary, vocabulary_hash) = load_vocabulary(folder, &about.model)?;
    let (classifier, weights_hash) = load_classifier(folder, &about.model, engine)?;
    for (name, found, expected) in [
        (WEIGHTS, weights_hash, hashes.model),
        (VOCABULARY, vocabulary_hash, hashes.vocabulary),
    ] {
        ensure!(
            found == expected,
            "{} and {CONFIGURATION} beside it\nare of different checkpoints; train again",
            folder.join(name).display()
        );
    }
    Ok(Checkpoint {
        classifier,
        about,
        vocabulary,
    })
}

fn check_there(folder: &Path) -> Result<()> {
    match folder.metadata() {
        Ok(found) if found.is_dir() => Ok(()),
        Err(error) if error.kind() != ErrorKind::NotFound => {
            bail!("cannot read the folder {}: {error}", folder.display())
        }
        _ => bail!(
            "there is no checkpoint at {}: train one first with `cargo run --release -p chapter-07`, \
             or name the folder of its run with --run",
            folder.display()
        ),
    }
}

/// Reads a file of a checkpoint.
fn part(path: &Path) -> Result<Vec<u8>> {
    files::read(path).map_err(|error| {
        // Who may not read it needs a permission and not another training.
        let is_missing = matches!(path.try_exists(), Ok(false));
        let advice = if is_missing { "; train again" } else { "" };
        anyhow!("{error}{advice}")
    })
}

fn description(folder: &Path) -> Result<Description> {
    let path = folder.join(CONFIGURATION);
    let text = part(&path)?;
    let description: Description =
        serde_json::from_slice(&text).with_context(|| {
            format!("{} is not a configuration; train again", path.display())
        })?;
    let model = &description.about.model;
    let sizes = [
        model.num_words,
        model.max_len,
        model.embedding_dim,
        model.num_hiddens,
        model.dense_units,
    ];
    // A size far beyond any model of the course is a damaged file, not a model to make room for.
    ensure!(
        sizes.iter().all(|size| (1..=1_000_000).contains(size)),
        "{} has a size that no model of the course has; train again",
        path.display()
    );
    ensure!(
        description.about.unsure.is_valid(),
        "{} has a range `unsure` that is none around one half; train again",
        path.display()
    );
    Ok(description)
}

/// The vocabulary and the SHA-256 of its file.
fn load_vocabulary(
    folder: &Path,
    model: &Configuration,
) -> Result<(Vocabulary, String)> {
    let path = folder.join(VOCABULARY);
    let bytes = part(&path)?;
    let fault = match std::str::from_utf8(&bytes) {
        Ok(text) => Vocabulary::parse(text),
        Err(_) => Err(VocabularyFault::NotAVocabulary),
    };
    let vocabulary = fault.map_err(|fault| VocabularyError::Content {
        path: path.clone(),
        fault,
    })?;
    ensure!(
        vocabulary.vocab_size() <= model.num_words,
        "{} has {} ids and {} allows {}: they are of different checkpoints; train again",
        path.display(),
        vocabulary.vocab_size(),
        folder.join(CONFIGURATION).display(),
        model.num_words
    );
    Ok((vocabulary, sha256(&bytes)))
}

/// The model with its weights, and the SHA-256 of their file.
fn load_classifier(
    folder: &Path,
    model: &Configuration,
    engine: Engine,
) -> Result<(Classifier, String)> {
    let path = folder.join(WEIGHTS);
    let bytes = part(&path)?;
    let unfit = || {
        format!(
            "the weights in {} are cut short or do not fit {}; train again",
            path.display(),
            folder.join(CONFIGURATION).display()
        )
    };
    let values =
        safetensors::load_buffer(&bytes, &Device::Cpu).with_context(unfit)?;
    // Before any room is made for a model: a damaged configuration may ask for terabytes.
    let numbers: usize = values.values().map(Tensor::elem_count).sum();
    ensure!(model.count() == numbers, unfit());
    let mut parameters = Parameters::new(0);
    let classifier = Classifier::new(model.clone(), engine, &mut parameters)?;
    parameters.restore(&values).with_context(unfit)?;
    for (name, tensor) in parameters.iter() {
        let sum = tensor.sum_all().and_then(|sum| sum.to_scalar::<f32>())?;
        ensure!(
            sum.is_finite(),
            "{name} in {} holds what is not a number: the file is damaged; train again",
            path.display()
        );
    }
    Ok((classifier, sha256(&bytes)))
}
