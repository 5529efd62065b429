//! What reads a file or a text that somebody else wrote, given any bytes at all. Each function panics
//! if the reader does, or if what it says about the input cannot be.
//!
//! The fuzzer calls them with inputs that it makes up, the ordinary tests with a fixed number of
//! changed seeds.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use chapter_02::{Label, Review, Unlabelled, Vocabulary, read_archive, tokenizer};
use chapter_07::checkpoint::{self, About, Checkpoint};
use chapter_07::classifier::{Classifier, Configuration, Engine};
use chapter_07::prediction::predict;
use chapter_07::unsure::Unsure;
use course::parameters::Parameters;
use flate2::Compression;
use flate2::write::GzEncoder;
use program::data::structure;
use program::typed;
use tempfile::TempDir;

/// The archive reader. The first byte says whether the rest is the file itself or what the file
/// expands to; gzip's check sums would keep a fuzzer busy otherwise.
pub fn archive(input: &[u8]) {
    let Some((&kind, rest)) = input.split_first() else {
        return;
    };
    let file = if kind % 2 == 0 {
        rest.to_vec()
    } else {
        gzip(rest)
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("aclImdb_v1.tar.gz");
    fs::write(&path, &file).expect("a temporary file");
    if let Ok((corpus, _)) = read_archive(&path, Unlabelled::Keep) {
        // Whatever the one reader accepts, the other one counts the same.
        let counts = structure::count(file.as_slice()).expect("a whole archive");
        let found = [&corpus.train, &corpus.test].map(|split| {
            [Label::Negative, Label::Positive].map(|label| with_label(split, label))
        });
        assert_eq!(found.as_flattened(), counts);
    } else {
        let _ = structure::count(file.as_slice());
    }
    let left = fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(left, 1, "reading an archive has written a file");
}

fn with_label(reviews: &[Review], label: Label) -> usize {
    reviews
        .iter()
        .filter(|review| review.label == label)
        .count()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// The tokenizer, and the vocabulary and its file.
pub fn vocabulary(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let lower = tokenizer::lower_case(&text);
    for word in tokenizer::words(&lower) {
        // A word is one word, whoever asks.
        assert!(tokenizer::words(&tokenizer::lower_case(word)).eq([word]));
    }
    // A text without a word makes no vocabulary.
    let fitted = Vocabulary::fit([text.as_ref()], 50).ok();
    assert_eq!(fitted.is_some(), tokenizer::words(&lower).next().is_some());
    if let Some(fitted) = &fitted {
        let ids = fitted.encode(&text);
        assert!(ids.iter().all(|id| (*id as usize) < fitted.vocab_size()));
        assert!(fitted.decode(&ids).starts_with("<start>"));
    }

    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("vocabulary.txt");
    fs::write(&path, input).expect("a temporary file");
    for vocabulary in [fitted, Vocabulary::load(&path).ok()].into_iter().flatten() {
        vocabulary.save(&path).expect("a temporary file");
        assert_eq!(Vocabulary::load(&path).expect("a saved file"), vocabulary);
    }
}

/// The loader of checkpoints. The first byte says which of the three files the rest is.
pub fn checkpoint(input: &[u8]) {
    let Some((&which, rest)) = input.split_first() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let names = ["configuration.json", "vocabulary.txt", "model.safetensors"];
    for name in names {
        // Not `fs::copy`, which the fuzzer's alarm clock can interrupt.
        let bytes = fs::read(trained().join(name)).expect("the trained file");
        fs::write(folder.path().join(name), bytes).expect("a temporary file");
    }
    let name = names[usize::from(which) % names.len()];
    fs::write(folder.path().join(name), rest).expect("a temporary file");
    match checkpoint::load(folder.path(), Engine::Fused) {
        // A million steps are a model that one may have, and take a while.
        Ok(checkpoint) if checkpoint.about.model.max_len <= 1_000 => {
            ask(&checkpoint, "a good film");
        }
        Ok(_) => {}
        Err(error) => assert!(format!("{error:#}").contains(name), "{error:#}"),
    }
}

/// The prediction for a text.
pub fn prediction(input: &[u8]) {
    thread_local! {
        static CHECKPOINT: Checkpoint =
            checkpoint::load(trained(), Engine::Fused).expect("a checkpoint");
    }
    // As they come from a person: decoded and tidied, if they are text.
    if let Ok(text) = typed::decode(input) {
        CHECKPOINT.with(|checkpoint| ask(checkpoint, &typed::tidy(&text)));
    }
}

fn ask(checkpoint: &Checkpoint, text: &str) {
    if let Ok(prediction) = predict(checkpoint, text) {
        assert!((0.0..=1.0).contains(&prediction.probability));
        assert!(prediction.unknown.len() < prediction.words);
        assert!(prediction.cut < prediction.words);
    }
}

/// The folder of a small checkpoint, made once.
pub fn trained() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let make = || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let configuration = Configuration {
            num_words: 12,
            max_len: 30,
            embedding_dim: 3,
            num_hiddens: 4,
            dense_units: 2,
            dropout: 0.1,
            mask: true,
        };
        let vocabulary = Vocabulary::fit(
            ["a good film, not a bad film"],
            configuration.num_words,
        )
        .expect("a vocabulary");
        let mut parameters = Parameters::new(1);
        Classifier::new(configuration.clone(), Engine::Fused, &mut parameters)
            .expect("a model");
        let about = About {
            model: configuration,
            data: "practice".to_owned(),
            seed: 1,
            epoch: 1,
            unsure: Unsure {
                low: 0.45,
                high: 0.55,
            },
        };
        let contents = checkpoint::contents(&about, &vocabulary, &parameters);
        for (name, bytes) in contents.expect("a checkpoint") {
            fs::write(folder.path().join(name), bytes).expect("a temporary file");
        }
        folder
    };
    FOLDER.get_or_init(make).path()
}
