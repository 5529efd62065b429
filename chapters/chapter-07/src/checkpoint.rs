//! A trained model on disk: weights, vocabulary, configuration.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use candle_core::{Device, Tensor, safetensors};
use chapter_02::Vocabulary;
use course::files;
use course::parameters::Parameters;
use tempfile::TempDir;

use crate::classifier::{Classifier, Configuration, Engine};

const WEIGHTS: &str = "model.safetensors";
const VOCABULARY: &str = "vocabulary.txt";
const CONFIGURATION: &str = "configuration.json";

/// A model that was loaded.
pub struct Checkpoint {
    /// The model with its trained weights.
    pub classifier: Classifier,
    /// How it reads.
    pub configuration: Configuration,
    /// What its ids mean.
    pub vocabulary: Vocabulary,
}

/// The folder of a run's checkpoint.
#[must_use]
pub fn folder(out: &Path) -> PathBuf {
    out.join("checkpoint")
}

/// Writes a checkpoint to `folder`, in place of the one that may be there. The new one is written
/// beside it and takes its place when it is whole.
///
/// # Errors
/// If the folder cannot be written to.
pub fn save(
    folder: &Path,
    configuration: &Configuration,
    vocabulary: &Vocabulary,
    parameters: &Parameters,
) -> Result<()> {
    let parent = folder.parent().unwrap_or(Path::new("."));
    files::create_folder(parent)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".partial-checkpoint-");
    // Temporary folders are for their owner only, results for everybody the umask allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let partial = builder.tempdir_in(parent).with_context(|| {
        format!("cannot write to the folder {}", parent.display())
    })?;
    let tensors: HashMap<String, _> = parameters
        .iter()
        .map(|(name, tensor)| (name.to_owned(), tensor.clone()))
        .collect();
    safetensors::save(&tensors, partial.path().join(WEIGHTS)).with_context(
        || format!("cannot write the weights to {}", folder.display()),
    )?;
    vocabulary.save(&partial.path().join(VOCABULARY))?;
    let json = serde_json::to_vec_pretty(configuration)?;
    files::write_whole(&partial.path().join(CONFIGURATION), &json)?;
    replace(folder, partial).with_context(|| {
        format!("cannot replace the checkpoint {}", folder.display())
    })
}

/// Gives a finished folder its name. What has this name is moved aside first, and deleted last: at no
/// moment is only half of either there.
fn replace(folder: &Path, finished: TempDir) -> io::Result<()> {
    let parent = folder.parent().unwrap_or(Path::new("."));
    let aside = tempfile::Builder::new()
        .prefix(".replaced-checkpoint-")
        .tempdir_in(parent)?;
    let old = aside.path().join("checkpoint");
    let had_one = folder.exists();
    if had_one {
        fs::rename(folder, &old)?;
    }
    if let Err(error) = fs::rename(finished.path(), folder) {
        if had_one && fs::rename(&old, folder).is_err() {
            // Dropping it would delete the old one.
            let _ = aside.keep();
        }
        return Err(error);
    }
    // It has another name now, and there is nothing to delete under this one.
    let _ = finished.keep();
    Ok(())
}

/// Reads the checkpoint in `folder`.
///
/// # Errors
/// If there is none, or a file is missing, cut short or does not fit the others; the message names
/// the file.
pub fn load(folder: &Path, engine: Engine) -> Result<Checkpoint> {
    ensure!(
        folder.is_dir(),
        "there is no checkpoint at {}: train one first with `cargo run --release -p chapter-07`, \
         or name the folder of its run with --run",
        folder.display()
    );
    let configuration = load_configuration(&folder.join(CONFIGURATION))?;
    let vocabulary = Vocabulary::load(&folder.join(VOCABULARY))?;
    ensure!(
        vocabulary.vocab_size() <= configuration.num_words,
        "{} has {} ids and {} allows {}: they are of different checkpoints; train again",
        folder.join(VOCABULARY).display(),
        vocabulary.vocab_size(),
        folder.join(CONFIGURATION).display(),
        configuration.num_words
    );
    let weights = folder.join(WEIGHTS);
    let unfit = || {
        format!(
            "the weights in {} are cut short or do not fit {}; train again",
            weights.display(),
            folder.join(CONFIGURATION).display()
        )
    };
    let values = safetensors::load(&weights, &Device::Cpu).with_context(unfit)?;
    // Before any room is made for a model: a damaged configuration may ask for terabytes.
    let numbers: usize = values.values().map(Tensor::elem_count).sum();
    ensure!(configuration.count() == numbers, unfit());
    let mut parameters = Parameters::new(0);
    let classifier =
        Classifier::new(configuration.clone(), engine, &mut parameters)?;
    parameters.restore(&values).with_context(unfit)?;
    Ok(Checkpoint {
        classifier,
        configuration,
        vocabulary,
    })
}

fn load_configuration(path: &Path) -> Result<Configuration> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("cannot read {}; train again", path.display()))?;
    let configuration: Configuration =
        serde_json::from_str(&text).with_context(|| {
            format!("{} is not a configuration; train again", path.display())
        })?;
    let sizes = [
        configuration.num_words,
        configuration.max_len,
        configuration.embedding_dim,
        configuration.num_hiddens,
        configuration.dense_units,
    ];
    // A size far beyond any model of the course is a damaged file, not a model to make room for.
    ensure!(
        sizes.iter().all(|size| (1..=1_000_000).contains(size)),
        "{} has a size that no model of the course has; train again",
        path.display()
    );
    Ok(configuration)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(parent: &Path, text: &str) -> TempDir {
        let finished = tempfile::tempdir_in(parent).unwrap();
        fs::write(finished.path().join(VOCABULARY), text).unwrap();
        finished
    }

    #[test]
    fn the_new_checkpoint_takes_the_place_of_the_old() {
        let out = tempfile::tempdir().unwrap();
        let folder = folder(out.path());
        for text in ["old", "new"] {
            replace(&folder, finished(out.path(), text)).unwrap();
            let read = fs::read_to_string(folder.join(VOCABULARY)).unwrap();
            assert_eq!(read, text);
        }
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_old_checkpoint_stays_where_the_new_one_cannot_go() {
        let out = tempfile::tempdir().unwrap();
        let folder = folder(out.path());
        replace(&folder, finished(out.path(), "old")).unwrap();
        let gone = finished(out.path(), "new");
        fs::remove_dir_all(gone.path()).unwrap();
        replace(&folder, gone).unwrap_err();
        let read = fs::read_to_string(folder.join(VOCABULARY)).unwrap();
        assert_eq!(read, "old");
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
    }
}
