//! Bad input: a message that names the file or option and the way out, the right exit code, and
//! nothing half-written.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::OnceLock;

use candle_core::{Device, safetensors};

use crate::common::{errors, program, short_run};

/// Fails unless the program ended with this code and its message holds all of this.
fn refused(output: &Output, code: i32, message: &[&str]) {
    let errors = errors(output);
    assert_eq!(output.status.code(), Some(code), "{errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    for part in message {
        assert!(errors.contains(part), "`{part}` is missing in: {errors}");
    }
}

/// A run made once for all tests that need a checkpoint; copied for each.
fn checkpoint(folder: &Path) -> PathBuf {
    static RUN: OnceLock<tempfile::TempDir> = OnceLock::new();
    let run = RUN.get_or_init(|| {
        let run = tempfile::tempdir().unwrap();
        let output = short_run(run.path(), &["--epochs", "1"]);
        assert!(output.status.success(), "{}", errors(&output));
        run
    });
    let copy = folder.join("checkpoint");
    fs::create_dir_all(&copy).unwrap();
    for entry in fs::read_dir(run.path().join("checkpoint")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    copy
}

fn predict(run: &Path, text: &str) -> Output {
    program()
        .args(["predict", "--run"])
        .arg(run)
        .arg(text)
        .output()
        .unwrap()
}

#[test]
fn options_out_of_range() {
    for (option, value) in [
        ("--batch-size", "0"),
        ("--epochs", "0"),
        ("--max-len", "0"),
        ("--max-len", "9999999999"),
        ("--threads", "0"),
        ("--learning-rate", "0"),
        ("--learning-rate", "NaN"),
        ("--validation-split", "1"),
        ("--data", "reuters"),
        ("--engine", "abacus"),
        ("--no-such-option", "1"),
    ] {
        let output = program().args([option, value]).output().unwrap();
        refused(&output, 2, &[option]);
    }
}

#[test]
fn practice_sizes_that_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    for size in ["0", "3"] {
        let output = short_run(folder.path(), &["--test-reviews", size]);
        refused(&output, 1, &["--test-reviews", "ask for"]);
    }
}

#[test]
fn no_archive() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let out = folder.path().join("out");
    let output = program()
        .args(["--data", "imdb", "--data-dir"])
        .arg(&data)
        .args(["--data-url", "file:///no/such/file"])
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    let archive = data.join("aclImdb_v1.tar.gz");
    refused(
        &output,
        1,
        &[
            archive.to_str().unwrap(),
            "https://",
            "--data-url",
            "cannot read the file",
        ],
    );
    assert!(!archive.exists());
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn an_archive_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("aclImdb_v1.tar.gz");
    fs::write(&archive, "not gzip").unwrap();
    let output = program()
        .args(["--data", "imdb", "--data-dir"])
        .arg(folder.path())
        .arg("--out")
        .arg(folder.path().join("out"))
        .output()
        .unwrap();
    refused(&output, 1, &[archive.to_str().unwrap(), "gzip"]);
}

#[test]
fn an_out_folder_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    let output = short_run(&file, &[]);
    refused(&output, 1, &[file.to_str().unwrap(), "--out"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn texts_without_known_words() {
    let folder = tempfile::tempdir().unwrap();
    checkpoint(folder.path());
    refused(&predict(folder.path(), ""), 1, &["no words", "quotation marks"]);
    refused(&predict(folder.path(), " ,. "), 1, &["no words"]);
    refused(&predict(folder.path(), "xyzzy plugh"), 1, &["knows no word"]);
}

#[test]
fn a_review_of_a_megabyte_that_is_not_utf8() {
    let folder = tempfile::tempdir().unwrap();
    checkpoint(folder.path());
    let review = folder.path().join("review.txt");
    let mut bytes = b"the film was good ".repeat(60_000);
    bytes.extend([0xff, 0xfe]);
    fs::write(&review, bytes).unwrap();
    let output = program()
        .args(["predict", "-", "--run"])
        .arg(folder.path())
        .stdin(Stdio::from(fs::File::open(&review).unwrap()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", errors(&output));
    let answer = String::from_utf8(output.stdout).unwrap();
    assert!(answer.contains("cut off"), "{answer}");
}

#[test]
fn no_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let message = [folder.path().to_str().unwrap(), "--run", "train one first"];
    refused(&predict(folder.path(), "good"), 1, &message);
}

#[test]
fn a_checkpoint_that_is_not_whole() {
    for name in ["model.safetensors", "vocabulary.txt", "configuration.json"] {
        let folder = tempfile::tempdir().unwrap();
        let path = checkpoint(folder.path()).join(name);
        let bytes = fs::read(&path).unwrap();
        for kept in [0, 7, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&path, &bytes[..kept]).unwrap();
            refused(
                &predict(folder.path(), "good"),
                1,
                &[path.to_str().unwrap(), "train again"],
            );
        }
        fs::remove_file(&path).unwrap();
        refused(&predict(folder.path(), "good"), 1, &[path.to_str().unwrap()]);
    }
}

#[test]
fn a_checkpoint_of_another_shape_than_its_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let path = checkpoint(folder.path()).join("configuration.json");
    let text = fs::read_to_string(&path).unwrap();
    for (size, message) in [
        ("64", "model.safetensors"),
        // A size that a model could have, and that would take 512 GB.
        ("100000", "model.safetensors"),
        ("0", "size"),
        ("99999999999", "size"),
    ] {
        let changed = text
            .replace("\"num_hiddens\": 128", &format!("\"num_hiddens\": {size}"));
        assert_ne!(text, changed);
        fs::write(&path, changed).unwrap();
        refused(&predict(folder.path(), "good"), 1, &[message, "train again"]);
    }
    fs::write(&path, text.replace("\"num_words\": 6400", "\"num_words\": 100"))
        .unwrap();
    refused(
        &predict(folder.path(), "good"),
        1,
        &["vocabulary.txt", "different checkpoints"],
    );
}

#[test]
fn a_checkpoint_whose_weights_are_not_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let path = checkpoint(folder.path()).join("model.safetensors");
    let mut weights = safetensors::load(&path, &Device::Cpu).unwrap();
    let bias = weights.get_mut("output.bias").unwrap();
    *bias = (&*bias * f64::NAN).unwrap();
    safetensors::save(&weights, &path).unwrap();
    let output = predict(folder.path(), "good");
    refused(&output, 1, &["not a number", "model.safetensors", "train again"]);
}
